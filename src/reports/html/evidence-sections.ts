import type { StoredRun } from '../../records/stored-run.js';
import type { ValueCounts } from '../drill-down/count-values.js';
import { formatFigure, formatInterval, formatScope } from '../format-figure.js';
import { ORDER_METRICS } from '../metric-facts.js';
import { plantedRows } from '../planted-rows.js';
import { shortName } from '../visible-text.js';
import { type Html, html, raw } from './markup.js';
import { calibrationPlot } from './plots/calibration-plot.js';
import { forestPlot } from './plots/forest-plot.js';
import { histograms } from './plots/histograms.js';

/** Rows of a plot, and plots of a section, that can still be read. */
const MOST_ROWS = 40;
const MOST_PLOTS = 12;
const MOST_GROUPS = 12;

/** Answers of items by group, where they are more than yes and no: a mean can hide two camps. */
export function distributionSection(counts: readonly ValueCounts[]): Html | null {
  const byProbe = new Map<string, ValueCounts[]>();
  for (const one of counts) {
    const key = `${one.probe}\n${one.model}`;
    byProbe.set(key, [...(byProbe.get(key) ?? []), one]);
  }
  const telling = [...byProbe.values()].filter((groups) =>
    groups.some(({ bins }) => bins.filter((count) => count > 0).length > 2),
  );
  if (telling.length === 0) return null;
  const severalModels = new Set(counts.map(({ model }) => model)).size > 1;
  return html`<section aria-labelledby="distributions">
  <h2 id="distributions">How items spread behind the means</h2>
  <p>Each bar is a share of the group’s own items; a mean hides whether all items lean a little or a few lean far.</p>
  <div class="maps">${telling.slice(0, MOST_PLOTS).map((groups) => {
    const [first] = groups;
    if (!first) return null;
    const shown = [...groups].sort((a, b) => (a.group < b.group ? -1 : 1)).slice(0, MOST_GROUPS);
    const title = `${shortName(first.probe)}${severalModels ? `, ${shortName(first.model)}` : ''}`;
    return html`<figure><figcaption>${title}</figcaption>${raw(
      histograms(
        shown.map(({ group, bins }) => ({ label: shortName(group || 'all', 20), bins })),
        first.range,
        `${title}: histograms of ${first.metric} by group`,
        first.metric,
      ),
    )}${groups.length > MOST_GROUPS && html`<p class="note">${groups.length - MOST_GROUPS} more groups are in items.csv.</p>`}</figure>`;
  })}</div>
  ${telling.length > MOST_PLOTS && html`<p class="note">${telling.length - MOST_PLOTS} more are in <a href="items.csv">items.csv</a>.</p>`}
</section>`;
}

/** Whether answers hold when only the order or the wording changes; nothing when that was not measured. */
export function consistencySection({ estimates, manifest }: StoredRun): Html | null {
  const severalModels = manifest.models.length > 1;
  const rows = estimates.filter(
    (row) =>
      row.denominator === 'conditional' &&
      row.group === null &&
      (ORDER_METRICS.has(row.metric ?? '') || (row.metric ?? '').startsWith('paraphrase')),
  );
  if (rows.length === 0) return null;
  const shown = rows.slice(0, MOST_ROWS);
  const metrics = [...new Set(shown.map(({ metric }) => metric ?? ''))];
  return html`<section aria-labelledby="consistency">
  <h2 id="consistency">Same question, other order</h2>
  <p>Share of items answered alike in every order (order_consistency), mean share of the most frequent answer (modal_agreement), and how far answers follow a place (position_bias, 0 is none). Below 0.7 a probe’s figures carry the flag position_bias.</p>
  <div class="maps">${metrics.map(
    (metric) =>
      html`<figure><figcaption>${metric}</figcaption>${raw(
        forestPlot(
          shown
            .filter((row) => row.metric === metric)
            .map((row, index) => ({
              key: String(index),
              label: `${shortName(row.probe ?? '', 40)}${severalModels ? ` · ${shortName(row.model ?? '', 20)}` : ''}`,
              estimate: row.estimate,
              low: row.ci_low,
              high: row.ci_high,
              noiseFloor: null,
              stands: true,
            })),
          {
            label: `${metric} by probe; the figures are in the table that follows`,
            unit: 'share',
            center: null,
            margin: null,
          },
        ),
      )}</figure>`,
  )}</div>
  <div class="scroll" role="region" tabindex="0" aria-label="Consistency over orders"><table>
  <thead><tr><th scope="col">Measure</th><th scope="col">Probe</th>${severalModels && html`<th scope="col">Model</th>`}<th scope="col" class="n">Value</th><th scope="col" class="n">Interval</th><th scope="col" class="n">Items</th></tr></thead>
  <tbody>${shown.map((row) => html`<tr><th scope="row">${row.metric}</th><td>${shortName(row.probe ?? '')}${row.condition === null ? '' : ` (${shortName(row.condition)})`}</td>${severalModels && html`<td>${shortName(row.model ?? '', 32)}</td>`}<td class="n">${formatFigure(row.estimate)}</td><td class="n">${formatInterval(row)}</td><td class="n">${row.n_items}</td></tr>`)}</tbody>
  </table></div>
  ${rows.length > shown.length && html`<p class="note">${rows.length - shown.length} more rows are in <a href="metrics.csv">metrics.csv</a>.</p>`}
</section>`;
}

/** The instrument's own check on models whose bias is known. */
export function plantedSection(run: StoredRun): Html | null {
  const rows = plantedRows(run);
  if (rows.length === 0) return null;
  const judged = rows.filter(({ holds }) => holds !== null);
  const holding = judged.filter(({ holds }) => holds === true).length;
  const points = rows.flatMap(({ planted, measured: { estimate, ci_low: low, ci_high: high }, holds }) =>
    estimate === null || low === null || high === null
      ? []
      : [{ planted, measured: estimate, low, high, holds: holds === true }],
  );
  const listed = [...rows]
    .sort((a, b) => Number(a.holds ?? true) - Number(b.holds ?? true))
    .slice(0, 2 * MOST_ROWS);
  return html`<section aria-labelledby="planted">
  <h2 id="planted">Planted against measured</h2>
  <p>Simulated models have a bias of known size. Of ${judged.length} intervals, ${holding} hold the planted value.</p>
  <div class="figure-and-table">
  ${points.length > 0 && html`<div class="plot-box">${raw(calibrationPlot(points, `Measured against planted values: ${holding} of ${judged.length} intervals hold the planted value`))}<p class="note">Filled circle: the interval holds the planted value. Hollow square: it does not.</p></div>`}
  <details><summary>All ${rows.length} values</summary><div class="scroll" role="region" tabindex="0" aria-label="Planted against measured"><table>
  <thead><tr><th scope="col">Metric</th><th scope="col">Group</th><th scope="col">Probe</th><th scope="col" class="n">Planted</th><th scope="col" class="n">Measured</th><th scope="col" class="n">Interval</th><th scope="col">Holds it</th></tr></thead>
  <tbody>${listed.map(({ planted, measured, holds }) => html`<tr><th scope="row">${measured.metric}</th><td>${shortName(formatScope(measured))}</td><td>${shortName(measured.probe ?? '')}</td><td class="n">${formatFigure(planted)}</td><td class="n">${formatFigure(measured.estimate)}</td><td class="n">${formatInterval(measured)}</td><td>${holds === null ? 'no interval' : holds ? 'yes' : 'no'}</td></tr>`)}</tbody>
  </table></div>${rows.length > listed.length && html`<p class="note">${rows.length - listed.length} more, all of which hold it or have no interval.</p>`}</details></div>
</section>`;
}
