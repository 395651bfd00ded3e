import type { DriftRow, HistoryRow } from '../../records/history-file.js';
import { formatFigure } from '../format-figure.js';
import { shortName } from '../visible-text.js';
import { count } from './first-screen.js';
import { type Html, html, raw } from './markup.js';
import { page } from './page.js';
import { type TrendPoint, trendPlot } from './plots/trend-plot.js';

/** Figures that are drawn: those that moved, then those that nothing can be told of yet. */
const MOST_PLOTS = 40;

export interface DrawnFigure {
  readonly drift: DriftRow;
  readonly runs: readonly HistoryRow[];
}

/** History of a suite for people: what moved, since when, and where the provider's model changed under its name. */
export function driftHtml(suite: string, figures: readonly DrawnFigure[]): string {
  const order = ['moved', 'cannot tell yet', 'not moved'];
  const sorted = [...figures].sort((a, b) => order.indexOf(a.drift.verdict) - order.indexOf(b.drift.verdict));
  const of = (verdict: string) => figures.filter(({ drift }) => drift.verdict === verdict).length;
  const runs = new Set(figures.flatMap((figure) => figure.runs.map((row) => row.started_at))).size;
  const shown = sorted.slice(0, MOST_PLOTS);
  return page({
    title: `${shortName(suite, 80)}: history`,
    script: '',
    content: html`<main id="main"><header class="top"><p class="eyebrow">probity history</p><h1>${shortName(suite, 120)}</h1>
<p class="lead">${count(runs, 'run')}; ${count(figures.length, 'figure')}: ${of('moved')} moved, ${of('not moved')} not moved, ${of('cannot tell yet')} cannot be told yet.</p>
<p>Each run is compared with the frozen reference run, item by item, by a test that may be looked at after every run; false discoveries over all figures are held below 5%. Variances are estimated, so this is asymptotic.</p>
<p>${retestNote(figures)}</p></header>
<section aria-labelledby="figures"><h2 id="figures">Figures over time</h2>
<p class="note">Hollow: the reference run. Dashed upright line: the provider reported another version or fingerprint than in the run before.</p>
<div class="maps">${shown.map(figureMarkup)}</div>
${sorted.length > shown.length && html`<p class="note">${sorted.length - shown.length} more figures are in <a href="history.csv">history.csv</a>.</p>`}
</section></main>`,
  });
}

/** What asking the same again changes, by the newest run that asked twice. */
function retestNote(figures: readonly DrawnFigure[]): string {
  const rows = figures.flatMap((figure) => figure.runs).filter((row) => row.retest_flip_rate !== '');
  if (rows.length === 0) return 'No run asked a part of the suite twice, so retest noise is not known.';
  const newest = rows
    .map((row) => row.started_at)
    .sort()
    .at(-1);
  const rates = new Map(
    rows
      .filter((row) => row.started_at === newest)
      .map((row) => [`${row.model}, ${row.probe}`, Number(row.retest_flip_rate)]),
  );
  const said = [...rates].map(([of, rate]) => `${shortName(of, 80)} ${(rate * 100).toFixed(1)}%`);
  return `Answers that changed when the same was asked twice in the newest run: ${said.join('; ')}. A change below this noise is no news; it is part of the standard errors here.`;
}

function figureMarkup({ drift, runs }: DrawnFigure): Html {
  const points = runs.flatMap((row, index): TrendPoint[] => {
    const before = runs[index - 1];
    return row.estimate === ''
      ? []
      : [
          {
            at: new Date(row.started_at),
            estimate: Number(row.estimate),
            low: row.ci_low === '' ? null : Number(row.ci_low),
            high: row.ci_high === '' ? null : Number(row.ci_high),
            isReference: row.is_reference === 'true',
            isNewVersion:
              before !== undefined &&
              (before.model_returned !== row.model_returned || before.fingerprints !== row.fingerprints),
          },
        ];
  });
  const title = `${shortName(drift.metric, 40)}, ${shortName(drift.scope, 40)}`;
  return html`<figure><figcaption>${title} <span class="tag ${drift.verdict === 'moved' ? 'miss' : ''}">${drift.verdict}</span></figcaption>
<p class="note">${shortName(drift.probe, 40)}, ${shortName(drift.model, 40)}: ${said(drift)}</p>
${points.length === 0 ? html`<p class="empty">No run has a value of it.</p>` : raw(trendPlot(points, `${title} over ${points.length} runs`, drift.metric))}</figure>`;
}

/** The change and how sure it is, in one line. */
function said({ change, low, high, looks, reason }: DriftRow): string {
  if (change === null) return (reason ?? 'no change').replaceAll('_', ' ');
  const sequence = low === null || high === null ? '' : ` [${formatFigure(low)}, ${formatFigure(high)}]`;
  return `mean change ${formatFigure(change)}${sequence} over ${count(looks, 'run')}${reason === null ? '' : `; ${reason.replaceAll('_', ' ')}`}`;
}
