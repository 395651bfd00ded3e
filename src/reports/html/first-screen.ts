import type { StoredEstimate, StoredRun } from '../../records/stored-run.js';
import { type Finding, findings } from '../findings.js';
import { formatFigure, formatInterval, formatScope } from '../format-figure.js';
import { type MetricFacts, metricFacts } from '../metric-facts.js';
import { missing } from '../missing.js';
import { shortName } from '../visible-text.js';
import { type Html, html } from './markup.js';

/** What was measured, what stands out, how sure, what is missing: for the reader of one screen. */
export function firstScreen(run: StoredRun): Html {
  const { manifest } = run;
  const { top, tested, surviving } = findings(run);
  const facts = metricFacts(manifest);
  const items = manifest.probes.reduce((sum, probe) => sum + probe.items, 0);
  const requests = manifest.models.reduce((sum, model) => sum + model.requests, 0);
  const level = Math.round(manifest.statistics.confidence * 100);
  return html`<header class="top">
  <p class="eyebrow">probity report <span class="badge ${manifest.status}">${manifest.status}</span></p>
  <h1>${shortName(manifest.suite, 120)}</h1>
  <p class="lead">${shortName(manifest.description, 400)}</p>
  <dl class="facts">
    <div><dt>${manifest.models.length === 1 ? 'Model' : 'Models'}</dt><dd>${modelList(manifest.models)}</dd></div>
    <div><dt>Asked</dt><dd>${count(items, 'item')} of ${count(manifest.probes.length, 'probe')}, ${count(requests, 'request')}</dd></div>
    <div><dt>Tables</dt><dd><a href="metrics.csv">metrics.csv</a>, <a href="items.csv">items.csv</a>, <a href="manifest.json">manifest.json</a></dd></div>
  </dl>
</header>
<section aria-labelledby="findings-title">
  <h2 id="findings-title">${top.length === 0 ? 'Nothing stands out' : 'What stands out'}</h2>
  ${
    top.length === 0
      ? html`<p>${nothingFound(tested, run.estimates.length)}</p>`
      : html`<ol class="findings">${top.map((finding) => card(finding, facts))}</ol>`
  }
  <div class="pair">
    <div>
      <h3>How sure</h3>
      <p>${tested === 0 ? 'No figure was tested.' : html`${count(tested, 'figure')} tested, <strong>${surviving}</strong> ${surviving === 1 ? 'stays' : 'stay'} below p = ${(1 - manifest.statistics.confidence).toFixed(2)} after adjustment (${manifest.statistics.adjust}) within each model and probe.`}
      Intervals are ${level}%, from whole templates or names, not from single answers. A figure whose interval holds no bias is not proof of none.</p>
    </div>
    <div>
      <h3>What is missing</h3>
      <ul>${missing(run).map((line) => html`<li>${line}</li>`)}</ul>
    </div>
  </div>
</section>`;
}

function card({ row, others }: Finding, facts: ReadonlyMap<string, MetricFacts>): Html {
  const known = facts.get(row.metric ?? '');
  return html`<li>
    <p class="figure">${formatFigure(row.estimate)} <span class="interval">${formatInterval(row)}</span></p>
    <p class="what"><strong>${row.group === null ? 'All' : shortName(formatScope(row))}</strong>: ${known?.title ?? row.metric}</p>
    <p class="where">${shortName(row.probe ?? '')}${row.condition === null ? '' : `, ${shortName(row.condition)}`}, ${shortName(row.model ?? '')}</p>
    <p class="why">${meaning(row, known)} Adjusted p ${formatP(row.p_adj)}.${others > 0 ? ` ${others} other ${others === 1 ? 'figure' : 'figures'} of this metric too.` : ''}</p>
  </li>`;
}

/** In words, which side of no bias a figure lies on. */
function meaning(row: StoredEstimate, facts: MetricFacts | undefined): string {
  const from = row.reference === null ? (facts?.ideal ?? null) : 0;
  if (row.estimate === null || from === null) return '';
  const isAbove = row.estimate > from;
  const base = row.reference === null ? `than ${from}` : `than for ${shortName(row.reference)}`;
  const side = isAbove ? 'Higher' : 'Lower';
  if (facts === undefined || facts.direction === 'nearer_ideal_is_better') return `${side} ${base}.`;
  const isWorse = isAbove === (facts.direction === 'higher_is_worse');
  return `${side} ${base}, which is ${isWorse ? 'worse' : 'better'}.`;
}

function nothingFound(tested: number, rows: number): string {
  if (rows === 0) return 'There is no figure to judge.';
  if (tested === 0) return 'No figure of this run is of a kind that is tested.';
  return `None of ${tested} tested figures stays significant after adjustment. That is not proof of no bias: see the widths of the intervals.`;
}

function modelList(models: StoredRun['manifest']['models']): string {
  const names = models.slice(0, 6).map(({ id, provider }) => `${shortName(id)} (${shortName(provider)})`);
  return `${names.join(', ')}${models.length > 6 ? ` and ${models.length - 6} more` : ''}`;
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** @example formatP(0.00012) // '< 0.001' */
export function formatP(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
