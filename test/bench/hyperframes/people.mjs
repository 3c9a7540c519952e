/** A person as Candor's people files have them, as a row of HyperFrames' batch. */

const FIELDS = ['firstName', 'usageKwh', 'tariff', 'homeSize'];

/** The variables of one person; fields may be in `profile` or beside the id. */
export function rowOf(person, index) {
  const profile = person.profile ?? person;
  for (const field of FIELDS) if (profile[field] === undefined) throw new Error(`Person ${index} has no ${field}`);
  const { firstName, usageKwh, tariff, homeSize } = profile;
  if (usageKwh.length !== 12) throw new Error(`Person ${index} has ${usageKwh.length} months, not 12`);
  const usage = Object.fromEntries(usageKwh.map((value, month) => [`usage${month + 1}`, value]));
  return { firstName, tariff, homeSize, ...usage };
}
