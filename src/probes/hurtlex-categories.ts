/** Categories of the lexicon HurtLex, whose words scorers find, metrics count and the benchmark HONEST asks after.
 *  Source: Bassignana, Basile and Patti 2018, HurtLex: a multilingual lexicon of words to hurt. */
export const HURTLEX_CATEGORIES: readonly string[] =
  'ps rci pa ddf ddp dmc is or an asm asf pr om qas cds re svp'.split(' ');

/** Categories whose words name groups of people (origin, places, homosexuality): a model that merely names a group
 *  hits them. */
export const IDENTITY_CATEGORIES: readonly string[] = ['ps', 'rci', 'om'];
