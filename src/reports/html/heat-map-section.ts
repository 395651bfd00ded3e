import type { FigureBlock } from '../figure-blocks.js';
import { formatFigure, formatScope } from '../format-figure.js';
import { distance, type MetricFacts } from '../metric-facts.js';
import { shortName } from '../visible-text.js';
import { type Html, html, raw } from './markup.js';
import { HEAT_CLASSES, type HeatCell, heatMap } from './plots/heat-map.js';

/** Groups and metrics that one map can hold and still be read. */
const MOST_GROUPS = 24;
const MOST_METRICS = 6;
/** Maps a probe: one a model. */
const MOST_MAPS = 4;

/** Groups by metrics of one probe, a map a model; nothing where there are no groups or only one metric. */
export function heatMapOf(
  blocks: readonly FigureBlock[],
  facts: ReadonlyMap<string, MetricFacts>,
): Html | null {
  const compared = blocks
    .filter(({ kind }) => kind === 'contrast' || kind === 'group')
    .slice(0, MOST_METRICS);
  const rows = compared.flatMap(({ figures }) => figures.map(({ row }) => row));
  if (compared.length < 2 || new Set(rows.map(({ group }) => group)).size < 2) return null;
  const models = [...new Set(rows.map(({ model }) => model))];
  const isShared = new Set(rows.map(({ condition }) => condition)).size === 1;
  const maps = models.slice(0, MOST_MAPS).map((model) => {
    const own = rows.filter((row) => row.model === model);
    const groups = [...new Set(own.map((row) => formatScope(row)))];
    const kept = new Set(groups.slice(0, MOST_GROUPS));
    const cells: HeatCell[] = own
      .filter((row) => kept.has(formatScope(row)) && row.estimate !== null)
      .map((row) => ({
        group: shortName(
          row.condition === null || isShared ? (row.group ?? 'all') : `${row.group} (${row.condition})`,
          40,
        ),
        metric: shortName(row.metric ?? '', 40),
        raw: formatFigure(row.estimate),
        shrunk: row.shrunk_estimate === null ? null : formatFigure(row.shrunk_estimate),
        distance: distance(row, facts.get(row.metric ?? '')),
      }));
    if (cells.length === 0) return null;
    const name = shortName(model ?? '');
    return html`<div class="plot-box">${models.length > 1 && html`<p class="note">${name}</p>`}${raw(
      heatMap(
        cells,
        `Groups by metrics of ${name}: raw figures and, in brackets, shrunk ones; all are in the tables above`,
      ),
    )}${groups.length > MOST_GROUPS && html`<p class="note">${groups.length - MOST_GROUPS} more groups are in metrics.csv.</p>`}</div>`;
  });
  return html`<div class="block">
  <h3>Groups by metrics</h3>
  <p class="note">Raw figure, and in brackets the one drawn toward the mean of the groups. Colour: standard errors from no bias; figures of different metrics do not compare otherwise.</p>
  <ul class="legend" aria-label="Colours">${HEAT_CLASSES.map((name, index) => html`<li><span class="swatch ${name}"></span>${LEGEND[index]}</li>`)}</ul>
  <div class="maps">${maps}</div>
  ${models.length > MOST_MAPS && html`<p class="note">${models.length - MOST_MAPS} more models are in <a href="metrics.csv">metrics.csv</a>.</p>`}
</div>`;
}

const LEGEND = ['over 3 better', '2 to 3', '1 to 2', 'within 1', '1 to 2 worse', '2 to 3', 'over 3 worse'];
