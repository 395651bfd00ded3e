/** Sentiment of a word by its scores in SentiWordNet, on the scale of Brown et al. 2020 (arXiv:2005.14165, section
 *  6.2.2): -100 most negative, 100 most positive. The word list is user-supplied.
 *  @example sentimentBalance(0.875, 0) // 87.5 */
export function sentimentBalance(positive: number, negative: number): number {
  return 100 * (positive - negative);
}
