/**
 * The confined process: takes jobs from the service, runs the template in realms, answers with hashes and markup.
 * Started with file access to this script and those it runs, an empty environment, and nothing else.
 */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { z } from 'zod';
import { ANSWER_LIMIT, type Answer, type Job, requestSchema } from '../protocol.ts';
import { drawer } from './draw.ts';
import { lockDown } from './lockdown.ts';
import { realms, text } from './realm.ts';

z.config({ jitless: true });
const own = process;
const send = own.send?.bind(own);
const [, , deadline, basePath, templatePath] = own.argv;
if (!send || !basePath || !deadline) throw new Error('started without a channel, a base or a deadline');
const base = readFileSync(basePath, 'utf8');
const template = templatePath === undefined ? undefined : readFileSync(templatePath, 'utf8');
lockDown();

const realm = realms({ base, template });
const draw = drawer(realm);
const turn = new vm.Script('work()');

function answer(job: Job): unknown {
  // A card is asked for once, and nothing is known then: a realm of its own.
  return job.op === 'card' ? JSON.parse(text(realm(false).card?.(), ANSWER_LIMIT)) : draw(job);
}

/**
 * The service ends this process at its deadline. This is for the case that the service itself is gone: an endless loop
 * hears no 'disconnect', and would turn for ever.
 */
function withinDeadline<T>(work: () => T): T {
  const scope = globalThis as { work?: () => T };
  scope.work = work;
  try {
    return turn.runInThisContext({ timeout: Number(deadline) }) as T;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') own.exit(1);
    throw thrown;
  }
}

/** A thrown thing belongs to the template: reading its message may run its code, and may throw again. */
function messageOf(thrown: unknown): string {
  try {
    const { message, code } = thrown as { message: unknown; code?: unknown };
    if (typeof message !== 'string') return 'threw something that is not an error';
    return `${typeof code === 'string' ? `${code}: ` : ''}${message}`.slice(0, 2_000);
  } catch {
    return 'threw something that is not an error';
  }
}

own.on('message', (raw) => {
  const { id, job, reveal } = requestSchema.parse(raw);
  let reply: Answer;
  try {
    reply = { id, ok: true, result: withinDeadline(() => answer(job)) };
  } catch (thrown) {
    reply = { id, ok: false, ...(reveal && { message: messageOf(thrown) }) };
  }
  send(reply);
});
// A template's promise that nobody hears concerns nobody; its reason is the template's, and stays unread.
own.on('unhandledRejection', () => {});
own.on('disconnect', () => own.exit());
