/** Degrees of freedom of a sum or difference of independent estimates, each with a standard error and degrees of its own.
 *  Source: Welch 1947, doi:10.1093/biomet/34.1-2.28, and Satterthwaite 1946, doi:10.2307/3002019.
 *  @returns 1 where no part has an error
 *  @example independentDf([{ error: 1, df: 9 }, { error: 1, df: 9 }]) // 18 */
export function independentDf(parts: readonly { readonly error: number; readonly df: number }[]): number {
  const variance = parts.reduce((sum, { error }) => sum + error ** 2, 0);
  const spread = parts.reduce((sum, { error, df }) => sum + error ** 4 / df, 0);
  return spread > 0 ? variance ** 2 / spread : 1;
}
