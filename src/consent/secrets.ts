/** Passwords and keys, told by the prefixes their issuers give them and by how random they look. */

/** Shapes that are nothing else: key files, signed tokens, issuers' prefixes, password hashes, logins inside URLs. */
const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bAIza[\w-]{35}\b/,
  /\b(?:gh[oprsu]_[A-Za-z0-9]{36}|github_pat_\w{22,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{36})/,
  /\bxox[abeoprs]-[\w-]{10,}/,
  /\b[prs]k_(?:live|test)_[A-Za-z0-9]{10,}/,
  /\b(?:sk-[\w-]{20,}|cdr_[\w-]{43}|SG\.[\w-]{16,}\.[\w-]{16,})/,
  /\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|argon2(?:id|i|d)\$|[156]\$[./A-Za-z0-9]{1,16}\$|pbkdf2)/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/i,
  /(?:^|[^\p{L}])(?:password|passwort|passwd|pwd|kennwort|passphrase|api[ _-]?key)\s*[:=]\s*\S{4,}/iu,
  /^p[a4@][s5$]{2}w[o0]r[dt](?=\S*[^\p{L}])\S*$/iu,
  /^p[a4@][s5$]{2}w(?=\S*[0@$45])[o0]r[dt]$/iu,
];

const CLASSES: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /[0-9]/, /[!#$%&*<=>?@^|~]/];
const classOf = (character: string): number => CLASSES.findIndex((set) => set.test(character));

/** How often a text changes between small, capital, digit and sign, plus one. */
function runs(text: string): number {
  let count = 0;
  let last: number | undefined;
  for (const character of text) {
    const at = classOf(character);
    if (at !== last) count += 1;
    last = at;
  }
  return count;
}

const hasAll = (text: string, classes: number): boolean => CLASSES.slice(0, classes).every((set) => set.test(text));

/** A long token of letters and digits that changes its class as often as chance does. */
const isRandomToken = (word: string): boolean =>
  /^[\w+/=-]{32,512}$/.test(word) && hasAll(word, 3) && runs(word) > word.length * 0.4;

/** All four classes in at least seven runs: nobody's name, tariff or slogan is spelled so. */
const isPassword = (word: string): boolean =>
  /^[!-~]{8,64}$/.test(word) && hasAll(word, 4) && runs(word) >= 7 && !/@.+\.|:\/\//.test(word);

/** Whether the text is, or holds, a password or key. */
export function isSecret(text: string): boolean {
  const word = text.trim();
  return SHAPES.some((shape) => shape.test(word)) || isRandomToken(word) || isPassword(word);
}
