const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** A row of values as bars of one line, each scaled between the lowest and the highest; a gap where there is none. Equal
 *  values stand in the middle. @example sparkline([0, 0.5, null, 1]) // '▁▅ █' */
export function sparkline(values: readonly (number | null)[], most = 24): string {
  const shown = values.slice(-most);
  const known = shown.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  return shown
    .map((value) => {
      if (value === null) return ' ';
      const share = high === low ? 0.5 : (value - low) / (high - low);
      return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))] ?? ' ';
    })
    .join('');
}
