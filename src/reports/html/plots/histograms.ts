import { axisFy, axisX, rect, ruleY } from '@observablehq/plot';
import { drawPlot, FAINT, labelMargin } from './draw-plot.js';

export interface Histogram {
  readonly label: string;
  readonly bins: readonly number[];
}

/** Histograms of groups below one another on one scale: what a mean hides (two camps, a few extremes). Heights are
 *  shares of each group's own items. */
export function histograms(
  rows: readonly Histogram[],
  range: readonly [number, number],
  label: string,
  unit: string,
): string {
  const [low, high] = range;
  const bars = rows.flatMap((row) => {
    const total = row.bins.reduce((sum, count) => sum + count, 0);
    const width = (high - low) / row.bins.length;
    return row.bins.flatMap((count, index) =>
      count === 0
        ? []
        : [
            {
              group: row.label,
              x1: low + index * width,
              x2: low + (index + 1) * width,
              share: total === 0 ? 0 : count / total,
            },
          ],
    );
  });
  return drawPlot(label, {
    height: 44 + rows.length * 44,
    marginLeft: 8,
    marginRight: labelMargin(rows.map(({ label: name }) => name)),
    marginTop: 4,
    marginBottom: 40,
    x: { domain: [low, high] },
    y: { axis: null },
    fy: { domain: rows.map(({ label: name }) => name), padding: 0.15 },
    marks: [
      rect(bars, {
        fy: 'group',
        x1: 'x1',
        x2: 'x2',
        y1: () => 0,
        y2: 'share',
        fill: 'var(--mark)',
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      ruleY([0], { stroke: FAINT }),
      axisX({ label: unit, labelAnchor: 'center', labelArrow: 'none', ticks: 5, tickSize: 4 }),
      axisFy({ label: null, tickSize: 0 }),
    ],
  });
}
