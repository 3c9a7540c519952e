/** Sends JSON; the answer's JSON, an empty object where there is none, `undefined` where it was refused. */
export async function send(address: string | undefined, body: unknown): Promise<unknown> {
  if (!address) return undefined;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!answer?.ok) return undefined;
  return answer.json().catch(() => ({}));
}
