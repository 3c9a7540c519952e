/** What must not compile, checked by `npm run typecheck`: data that did not pass the gate, where only such data is taken. */
import { ask, gate } from '../../src/consent/gate.ts';
import { type Consented, type Kept, NO_ACTS, NO_DATA, only, type Profile } from '../../src/consent/types.ts';
import type { SceneRequest } from '../../src/frames/types.ts';

declare function draw(data: Consented<Profile>): void;
declare function store(kept: Consented<Kept>): void;
declare const request: Omit<SceneRequest, 'data'>;

const raw = { firstName: 'Zoë' };
const parsed: unknown = JSON.parse('{"firstName":"Zoë"}');
const answer = gate({ rules: [], profile: raw, records: [], purpose: 'p', acts: NO_ACTS, now: new Date(0) });

// @ts-expect-error a raw profile
draw(raw);
// @ts-expect-error parsed, asked nobody
draw(parsed);
// @ts-expect-error an empty object is not the gate's answer either
draw({});
// @ts-expect-error a copy with more in it is not what passed
draw({ ...NO_DATA, firstName: 'Zoë' } satisfies Profile as Profile);
// @ts-expect-error a scene takes nothing else
export const scene: SceneRequest = { ...request, data: raw };
// @ts-expect-error a rejected row has no verdict
draw(answer.verdict.data);
// @ts-expect-error what may rest is not what may be used
if ('verdict' in answer) draw(answer.verdict.kept.values);
// @ts-expect-error one kind of answer is not the other
if ('verdict' in answer) store(answer.verdict.data);

if ('verdict' in answer) {
  draw(answer.verdict.data);
  draw(only(answer.verdict.data, ['firstName']));
  store(answer.verdict.kept);
  draw(ask(answer.verdict.kept, ['firstName'], 'p', NO_ACTS, new Date(0)).data);
}
draw(NO_DATA);
