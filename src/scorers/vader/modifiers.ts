/** What a word does to its neighbours. Words and weights: Hutto and Gilbert 2014 and the constants of
 *  cjhutto/vaderSentiment at commit 44fc044. All keys are in lower case. */

const BOOST = 0.293;

function weigh(weight: number, words: string): [string, number][] {
  return words.split(/\s+/).map((word) => [word, weight]);
}

/** Words that strengthen (above 0) or weaken a word after them. */
export const BOOSTERS: ReadonlyMap<string, number> = new Map([
  ...weigh(
    BOOST,
    `absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous
    enormously entirely especially exceptional exceptionally extreme extremely fabulously flippin flipping
    frackin fracking frickin fricking friggin frigging fuckin fucking fuggin fugging fully greatly hella highly
    hugely incredible incredibly intensely major majorly more most particularly purely quite really remarkably
    so substantially thoroughly total totally tremendous tremendously uber unbelievably unusually utter
    utterly very`,
  ),
  ...weigh(
    -BOOST,
    `almost barely hardly kind-of kinda kindof less little marginal marginally occasional occasionally partly
    scarce scarcely slight slightly somewhat sort-of sorta sortof`,
  ),
]);

/** Weakening pairs of words, each as effective as one booster. */
export const TWO_WORD_BOOSTERS: ReadonlyMap<string, number> = new Map([
  ['just enough', -BOOST],
  ['kind of', -BOOST],
  ['sort of', -BOOST],
]);

/** Phrases around a scored word whose valence replaces that of the word. */
export const IDIOMS: ReadonlyMap<string, number> = new Map([
  ['the shit', 3],
  ['the bomb', 3],
  ['bad ass', 1.5],
  ['bus stop', 0],
  ['yeah right', -2],
  ['kiss of death', -1.5],
  ['to die for', 3],
  ['beating heart', 3.1],
  ['broken heart', -2.9],
]);

const NEGATIONS: ReadonlySet<string> = new Set(
  `aint arent cannot cant couldnt darent despite didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt
  neither never none nope nor not nothing nowhere oughtnt rarely seldom shant shouldnt uh-uh uhuh wasnt werent
  without wont wouldnt`.split(/\s+/),
);

/** Whether a word in lower case turns a following valence round: a listed word or any with "n't" in it.
 *  @example isNegation("couldn't've") // true */
export function isNegation(lower: string): boolean {
  return NEGATIONS.has(lower) || lower.includes("n't");
}
