import { axisX, axisY, dot, link, ruleX, ruleY } from '@observablehq/plot';
import { drawPlot, INK } from './draw-plot.js';

export interface TrendPoint {
  readonly at: Date;
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly isReference: boolean;
  /** The reported version or fingerprint is another than in the run before. */
  readonly isNewVersion: boolean;
}

/** A figure over the runs of a suite, with its intervals; a dashed line where the provider reported another model. */
export function trendPlot(points: readonly TrendPoint[], label: string, unit: string): string {
  const reference = points.find(({ isReference }) => isReference);
  return drawPlot(label, {
    height: 190,
    marginLeft: 52,
    marginRight: 18,
    marginTop: 22,
    marginBottom: 30,
    // Days are days in UTC on every machine that draws this.
    x: { type: 'utc', nice: true },
    y: { nice: true },
    marks: [
      ...(reference ? [ruleY([reference.estimate], { stroke: INK, strokeDasharray: '2 3' })] : []),
      ruleX(
        points.filter(({ isNewVersion }) => isNewVersion),
        { x: 'at', stroke: 'var(--warn)', strokeDasharray: '5 3', strokeWidth: 1.5 },
      ),
      link(
        points.filter(({ low, high }) => low !== null && high !== null),
        { x: 'at', y1: 'low', y2: 'high', stroke: 'var(--mark)', strokeWidth: 1.6 },
      ),
      dot(points, {
        x: 'at',
        y: 'estimate',
        r: 3.8,
        stroke: 'var(--mark)',
        strokeWidth: 1.6,
        fill: ({ isReference }: TrendPoint) => (isReference ? 'var(--paper)' : 'var(--mark)'),
      }),
      axisX({ label: null, ticks: 5, tickSize: 4 }),
      axisY({ label: unit, labelArrow: 'none', ticks: 4, tickSize: 4 }),
    ],
  });
}
