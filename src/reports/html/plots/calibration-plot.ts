import { axisX, axisY, dot, line, link } from '@observablehq/plot';
import { drawPlot, INK } from './draw-plot.js';

export interface CalibrationPoint {
  readonly planted: number;
  readonly measured: number;
  readonly low: number;
  readonly high: number;
  readonly holds: boolean;
}

/** Measured against planted values with their intervals: on the diagonal the instrument reads what was there. Points of
 *  one planted value are spread a little, so that their intervals can be told apart. */
export function calibrationPlot(points: readonly CalibrationPoint[], label: string): string {
  const values = points.flatMap(({ planted, low, high }) => [planted, low, high]);
  const low = Math.min(...values, 0);
  const high = Math.max(...values, 0.1);
  const met = new Map<number, number>();
  const totals = new Map<number, number>();
  for (const { planted } of points) totals.set(planted, (totals.get(planted) ?? 0) + 1);
  const spread = points.map((point) => {
    const index = met.get(point.planted) ?? 0;
    met.set(point.planted, index + 1);
    const of = totals.get(point.planted) ?? 1;
    const step = Math.min(0.012, 0.15 / of) * (high - low);
    return { ...point, x: point.planted + (index - (of - 1) / 2) * step };
  });
  return drawPlot(label, {
    height: 340,
    marginLeft: 48,
    marginRight: 14,
    marginTop: 10,
    marginBottom: 44,
    x: { domain: [low, high], nice: true },
    y: { domain: [low, high], nice: true },
    marks: [
      line(
        [
          [low, low],
          [high, high],
        ],
        { stroke: INK, strokeDasharray: '3 3' },
      ),
      link(spread, {
        x: 'x',
        y1: 'low',
        y2: 'high',
        stroke: ({ holds }: CalibrationPoint) => (holds ? 'var(--mark)' : 'var(--warn)'),
        strokeOpacity: 0.55,
        strokeWidth: 1.5,
      }),
      dot(spread, {
        x: 'x',
        y: 'measured',
        r: 3.4,
        symbol: ({ holds }: CalibrationPoint) => (holds ? 'holds' : 'misses'),
        fill: ({ holds }: CalibrationPoint) => (holds ? 'var(--mark)' : 'var(--paper)'),
        stroke: ({ holds }: CalibrationPoint) => (holds ? 'var(--mark)' : 'var(--warn)'),
        strokeWidth: 1.6,
      }),
      axisX({ label: 'planted', labelAnchor: 'center', labelArrow: 'none', ticks: 5, tickSize: 4 }),
      axisY({ label: 'measured', labelArrow: 'none', ticks: 5, tickSize: 4 }),
    ],
    symbol: { domain: ['holds', 'misses'], range: ['circle', 'square'] },
  });
}
