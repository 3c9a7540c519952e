/** First names with how often they are met, in per cent: the hundred most frequent of women and of men in the US census of 1990. */

const WOMEN = `Mary 2.629 Patricia 1.073 Linda 1.035 Barbara .98 Elizabeth .937 Jennifer .932 Maria .828 Susan .794 Margaret .768
Dorothy .727 Lisa .704 Nancy .669 Karen .667 Betty .666 Helen .663 Sandra .629 Donna .583 Carol .565 Ruth .562 Sharon .522
Michelle .519 Laura .51 Sarah .508 Kimberly .504 Deborah .494 Jessica .49 Shirley .482 Cynthia .469 Angela .468 Melissa .462
Brenda .455 Amy .451 Anna .44 Rebecca .43 Virginia .43 Kathleen .424 Pamela .416 Martha .412 Debra .408 Amanda .404
Stephanie .4 Carolyn .385 Christine .382 Marie .379 Janet .379 Catherine .373 Frances .37 Ann .364 Joyce .364 Diane .359
Alice .357 Julie .348 Heather .337 Teresa .336 Doris .335 Gloria .335 Evelyn .322 Jean .315 Cheryl .315 Mildred .313
Katherine .313 Joan .306 Ashley .303 Judith .297 Rose .296 Janice .285 Kelly .283 Nicole .281 Judy .276 Christina .275
Kathy .272 Theresa .271 Beverly .267 Denise .264 Tammy .259 Irene .252 Jane .25 Lori .248 Rachel .242 Marilyn .241
Andrea .236 Kathryn .234 Louise .229 Sara .227 Anne .226 Jacqueline .222 Wanda .218 Bonnie .217 Julia .216 Ruby .212
Lois .212 Tina .211 Phyllis .208 Norma .203 Paula .202 Diana .201 Annie .201 Lillian .2 Emily .199 Robin .197`;

const MEN = `James 3.318 John 3.271 Robert 3.143 Michael 2.629 William 2.451 David 2.363 Richard 1.703 Charles 1.523 Joseph 1.404
Thomas 1.38 Christopher 1.035 Daniel .974 Paul .948 Mark .938 Donald .931 George .927 Kenneth .826 Steven .78 Edward .779
Brian .736 Ronald .725 Anthony .721 Kevin .671 Jason .66 Matthew .657 Gary .65 Timothy .64 Jose .613 Larry .598 Jeffrey .591
Frank .581 Scott .546 Eric .544 Stephen .54 Andrew .537 Raymond .488 Gregory .441 Joshua .435 Jerry .432 Dennis .415
Walter .399 Patrick .389 Peter .381 Harold .371 Douglas .367 Henry .365 Carl .346 Arthur .335 Ryan .328 Roger .322
Joe .321 Juan .316 Jack .315 Albert .314 Jonathan .313 Justin .311 Terry .311 Gerald .309 Keith .308 Samuel .306
Willie .302 Ralph .282 Lawrence .282 Nicholas .275 Roy .273 Benjamin .27 Bruce .263 Brandon .26 Adam .259 Harry .251
Fred .251 Wayne .249 Billy .248 Steve .246 Louis .243 Jeremy .242 Aaron .24 Randy .232 Howard .23 Eugene .23
Carlos .229 Russell .224 Bobby .223 Victor .222 Martin .216 Ernest .215 Phillip .213 Todd .213 Jesse .209 Craig .206
Alan .204 Shawn .2 Clarence .197 Sean .197 Philip .197 Chris .197 Johnny .195 Earl .193 Jimmy .191 Antonio .19`;

function parsed(list: string): [string, number][] {
  const words = list.split(/\s+/);
  return Array.from({ length: words.length / 2 }, (_, at) => [words[2 * at] ?? '', Number(words[2 * at + 1])]);
}

const STARTS = 'Al Be Ca De El Fe Gi Ha Is Jo Ka Le Mi No Or Pe Ra Sa Te Va'.split(' ');
const MIDDLES = 'ba da la li mi na ne ra ri sa ta vi'.split(' ');
const ENDS = 'n ra s lia no th ne lo ris da'.split(' ');
const pick = (list: readonly string[], random: () => number): string => list[Math.floor(random() * list.length)] ?? '';

/** A name that hardly anybody has. */
export const rareName = (random: () => number): string =>
  pick(STARTS, random) + pick(MIDDLES, random) + pick(MIDDLES, random) + pick(ENDS, random);

/** A name as often as it is met; those outside the lists, four in ten, are rare ones. */
export function realName(random: () => number): string {
  let left = random() * 100;
  for (const [name, share] of random() < 0.5 ? FREQUENT.women : FREQUENT.men) {
    left -= share;
    if (left < 0) return name;
  }
  return rareName(random);
}

const FREQUENT = { women: parsed(WOMEN), men: parsed(MEN) };
