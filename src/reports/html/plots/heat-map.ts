import { axisX, axisY, cell, text } from '@observablehq/plot';
import { drawPlot, LABEL_CHARACTERS, labelMargin } from './draw-plot.js';

/** One cell of a map of groups by metrics. */
export interface HeatCell {
  readonly group: string;
  readonly metric: string;
  /** Raw figure, and below it the one drawn toward the mean of the groups. */
  readonly raw: string;
  readonly shrunk: string | null;
  /** Standard errors from no bias, positive when worse; null: not known. */
  readonly distance: number | null;
}

/** Limits of the classes of colour, in standard errors. */
const STEPS = [-3, -2, -1, 1, 2, 3] as const;
export const HEAT_CLASSES = ['better-3', 'better-2', 'better-1', 'even', 'worse-1', 'worse-2', 'worse-3'];

/** Groups by metrics, coloured by how many standard errors a figure is from no bias, so that metrics of different
 *  scales can stand side by side. */
export function heatMap(cells: readonly HeatCell[], label: string): string {
  const groups = [...new Set(cells.map(({ group }) => group))];
  const metrics = [...new Set(cells.map(({ metric }) => metric))];
  const lines = Math.max(...metrics.map((metric) => metric.split('_').length));
  return drawPlot(label, {
    height: 16 + lines * 14 + groups.length * 40,
    marginTop: 14 + lines * 14,
    marginLeft: labelMargin(groups),
    marginRight: 2,
    marginBottom: 2,
    padding: 0.06,
    marks: [
      cell(cells, {
        x: 'metric',
        y: 'group',
        fill: ({ distance }: HeatCell) => `var(--heat-${heatClass(distance)})`,
      }),
      ...[true, false].flatMap((isShrunk) => {
        const some = cells.filter(({ shrunk }) => (shrunk !== null) === isShrunk);
        const where = { x: 'metric', y: 'group', fill: textColour };
        return [
          text(some, { ...where, dy: isShrunk ? -7 : 0, text: 'raw', fontWeight: 600 }),
          text(isShrunk ? some : [], { ...where, dy: 8, text: ({ shrunk }: HeatCell) => `(${shrunk})` }),
        ];
      }),
      axisX({
        anchor: 'top',
        label: null,
        tickSize: 0,
        tickFormat: (metric: string) => metric.replaceAll('_', '\n'),
        lineHeight: 1.1,
        fontSize: 12,
      }),
      axisY({
        label: null,
        tickSize: 0,
        tickFormat: (group: string) => {
          const characters = [...group];
          return characters.length <= LABEL_CHARACTERS
            ? group
            : `${characters.slice(0, LABEL_CHARACTERS - 1).join('')}…`;
        },
      }),
    ],
    x: { domain: metrics },
    y: { domain: groups },
  });
}

const textColour = ({ distance }: HeatCell) => `var(--on-heat-${heatClass(distance)})`;

function heatClass(distance: number | null): string {
  if (distance === null) return 'even';
  const above = STEPS.filter((step) => distance >= step).length;
  return HEAT_CLASSES[above] ?? 'even';
}
