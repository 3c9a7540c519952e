/** The clock and the chance a template sees in Remotion's own page: those of the confined process. Imported first. */
import { FIXED_TIME } from '../../frames/clock.ts';

const Real = Date;
class Fixed extends Real {
  constructor(...parts: [] | ConstructorParameters<typeof Date>) {
    super(...((parts.length > 0 ? parts : [FIXED_TIME]) as ConstructorParameters<typeof Date>));
  }
  static override now(): number {
    return FIXED_TIME;
  }
}
globalThis.Date = Fixed as DateConstructor;

let state = 0x9e3779b9;
Math.random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return (state >>> 0) / 2 ** 32;
};
