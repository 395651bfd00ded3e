import { axisX, dot, link, ruleX, ruleY, text } from '@observablehq/plot';
import { drawPlot, FAINT, INK, LABEL_CHARACTERS, labelMargin } from './draw-plot.js';

/** One line of a forest plot. */
export interface ForestRow {
  /** Distinct within the plot. */
  readonly key: string;
  readonly label: string;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What chance or irrelevant changes alone would give; drawn as a band on both sides of no bias. */
  readonly noiseFloor: number | null;
  /** Survives the adjustment for all that was tested. */
  readonly stands: boolean;
  /** Planted value of a simulated model. */
  readonly planted?: number;
}

export interface ForestOptions {
  readonly label: string;
  readonly unit: string;
  /** Where no bias lies; null: nowhere. */
  readonly center: number | null;
  /** The smallest change that matters, on both sides of the centre. */
  readonly margin: number | null;
}

/** Estimates with their intervals, one a line. Filled: stands out after adjustment; hollow: does not. */
export function forestPlot(rows: readonly ForestRow[], options: ForestOptions): string {
  const { center, margin } = options;
  const labels = new Map(rows.map(({ key, label }) => [key, cut(label)]));
  const whole = rows.filter(({ low, high }) => low !== null && high !== null);
  const shown = rows.filter(({ estimate }) => estimate !== null);
  const undefinedRows = rows.filter(({ estimate }) => estimate === null);
  const planted = rows.filter((row) => row.planted !== undefined);
  const floors = rows.filter(({ noiseFloor }) => noiseFloor !== null && center !== null);
  return drawPlot(options.label, {
    height: 58 + rows.length * 22,
    marginLeft: labelMargin([...labels.values()]),
    marginRight: 14,
    marginTop: 6,
    marginBottom: 44,
    x: { nice: true },
    y: {
      domain: rows.map(({ key }) => key),
      tickFormat: (key: string) => labels.get(key) ?? key,
      tickSize: 0,
      label: null,
    },
    marks: [
      ruleY(rows, { y: 'key', stroke: FAINT, strokeOpacity: 0.6 }),
      ...(center === null ? [] : [ruleX([center], { stroke: INK, strokeWidth: 1 })]),
      ...(center === null || margin === null
        ? []
        : [
            ruleX([center - margin, center + margin], {
              stroke: 'var(--warn)',
              strokeDasharray: '4 3',
              strokeWidth: 1.5,
            }),
          ]),
      link(floors, {
        x1: ({ noiseFloor }: ForestRow) => (center ?? 0) - (noiseFloor ?? 0),
        x2: ({ noiseFloor }: ForestRow) => (center ?? 0) + (noiseFloor ?? 0),
        y: 'key',
        stroke: 'var(--floor)',
        strokeWidth: 14,
        strokeLinecap: 'butt',
      }),
      link(whole, { x1: 'low', x2: 'high', y: 'key', stroke: 'var(--mark)', strokeWidth: 2 }),
      dot(shown, {
        x: 'estimate',
        y: 'key',
        r: 4.5,
        stroke: 'var(--mark)',
        strokeWidth: 1.8,
        fill: ({ stands }: ForestRow) => (stands ? 'var(--mark)' : 'var(--paper)'),
      }),
      dot(planted, {
        x: 'planted',
        y: 'key',
        symbol: 'diamond',
        r: 4,
        stroke: 'var(--warn)',
        strokeWidth: 1.8,
      }),
      text(undefinedRows, {
        y: 'key',
        frameAnchor: 'left',
        dx: 6,
        text: () => 'undefined',
        fill: 'var(--muted)',
        fontStyle: 'italic',
      }),
      axisX({ label: options.unit, labelAnchor: 'center', labelArrow: 'none', ticks: 5, tickSize: 4 }),
    ],
  });
}

function cut(label: string): string {
  const characters = [...label];
  return characters.length <= LABEL_CHARACTERS
    ? label
    : `${characters.slice(0, LABEL_CHARACTERS - 1).join('')}…`;
}
