/** A listed word or phrase found in a text. Not toxicity: a quotation or a condemnation counts alike. */
export interface LexiconHit {
  /** The listed form, case-folded. */
  readonly term: string;
  /** UTF-16 positions in the text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}
