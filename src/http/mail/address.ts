/** Whether links that begin with the public address may be sent: https, and answered by this very service. */
import { Problem } from '../problems.ts';
import type { Rooms } from '../registry.ts';

const PATIENCE_MS = 5000;
const REMEMBERED_MS = 30_000;

const asked = new Map<string, { readonly at: number; readonly answers: Promise<boolean> }>();

/** Throws `address-not-https` or `address-no-answer`, each with what to do. */
export async function assertMailable(rooms: Rooms): Promise<void> {
  const { publicUrl } = rooms.settings;
  if (URL.parse(publicUrl)?.protocol !== 'https:') throw new Problem('address-not-https');
  if (!(await answers(rooms, publicUrl))) throw new Problem('address-no-answer');
}

/** A good answer is remembered for half a minute; a bad one is not, since somebody is just mending it. */
function answers(rooms: Rooms, publicUrl: string): Promise<boolean> {
  const now = rooms.clock().getTime();
  const known = asked.get(publicUrl);
  if (known && now - known.at < REMEMBERED_MS) return known.answers;
  const answer = ask(rooms, publicUrl).then((good) => {
    if (!good) asked.delete(publicUrl);
    return good;
  });
  asked.set(publicUrl, { at: now, answers: answer });
  return answer;
}

/** Known by its public keys: something else may answer at an address that was moved. */
async function ask({ delivery }: Rooms, publicUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${publicUrl}/.well-known/jwks.json`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const theirs = (await response.json()) as { keys?: readonly { kid?: string }[] };
    const ours = new Set((await delivery.receipts.keys()).keys.map(({ kid }) => kid));
    return theirs.keys?.some(({ kid }) => ours.has(kid)) ?? false;
  } catch {
    return false;
  }
}
