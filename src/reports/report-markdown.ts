import type { Manifest } from '../records/manifest.js';
import type { StoredEstimate, StoredRun } from '../records/stored-run.js';
import { checklist } from './checklist.js';
import { findings } from './findings.js';
import { formatFigure, formatInterval, formatScope, formatShare } from './format-figure.js';
import { headlineEstimates } from './headline-estimates.js';
import { escapeCell, markdownTable } from './markdown-table.js';
import { metricFacts } from './metric-facts.js';
import { missing } from './missing.js';
import { plantedRows } from './planted-rows.js';

/** The report for people who read Markdown. Holds no moment of its making, so it depends on the run alone. */
export function reportMarkdown(run: StoredRun): string {
  const { manifest } = run;
  const headline = headlineEstimates(run);
  const left = headline.length - MOST_ROWS;
  const sections = [
    `# ${escapeCell(manifest.suite)}`,
    escapeCell(manifest.description),
    whatWasMeasured(manifest),
    finding(run),
    missingSection(run),
    '## Main figures',
    headline.length === 0
      ? 'There is none: no metric has a value or a reason for having none.'
      : figures(headline.slice(0, MOST_ROWS)),
    left > 0 ? `${left} more are in metrics.csv.` : '',
    planted(run),
    '## Probes',
    ...manifest.probes.map((probe) => probeSection(run, probe)),
    provenance(run),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function whatWasMeasured({ models, probes, samples, status }: Manifest): string {
  const items = probes.reduce((sum, probe) => sum + probe.items, 0);
  const names = models.map(({ id, provider }) => escapeCell(`${id} (${provider})`)).join(', ');
  return `${probes.length} probes, ${items} items, ${samples === 1 ? 'one sample' : `${samples} samples`} of each presentation, asked of ${names}. Status: **${status}**.`;
}

/** What stands out, or that nothing does, before any table. */
function finding(run: StoredRun): string {
  const { top, tested, surviving } = findings(run);
  const facts = metricFacts(run.manifest);
  const lines = top.map(({ row, others }, index) => {
    const title = facts.get(row.metric ?? '')?.title ?? row.metric ?? '';
    const more = others > 0 ? `; ${others} more of this metric` : '';
    return `${index + 1}. **${formatFigure(row.estimate)}** ${formatInterval(row)}: ${escapeCell(title)}, ${escapeCell(formatScope(row))} (${escapeCell(row.probe ?? '')}, ${escapeCell(row.model ?? '')})${more}`;
  });
  const sure =
    tested === 0
      ? 'No figure of this run is of a kind that is tested.'
      : `Of ${tested} tested figures ${surviving} stay significant after adjustment (${run.manifest.statistics.adjust}) within each model and probe. That a figure is not among them is no proof of no bias.`;
  return [`## ${top.length === 0 ? 'Nothing stands out' : 'What stands out'}`, lines.join('\n'), sure]
    .filter((part) => part !== '')
    .join('\n\n');
}

function missingSection(run: StoredRun): string {
  return `## What is missing\n\n${missing(run)
    .map((line) => `- ${escapeCell(line)}`)
    .join('\n')}`;
}

function figures(rows: readonly StoredEstimate[]): string {
  const severalModels = new Set(rows.map(({ model }) => model)).size > 1;
  const level = Math.round((rows[0]?.ci_level ?? 0.95) * 100);
  return markdownTable(
    [
      ...(severalModels ? [{ title: 'model' }] : []),
      { title: 'probe' },
      { title: 'metric' },
      { title: 'group' },
      { title: 'estimate', right: true },
      { title: `${level}% interval` },
      { title: 'n', right: true },
      { title: 'clusters', right: true },
      { title: 'unparsed', right: true },
      { title: 'refused', right: true },
      { title: 'flags' },
    ],
    rows.map((row) => {
      const replies = (row.n_answer ?? 0) + (row.n_refused ?? 0) + (row.n_unparsed ?? 0);
      return [
        ...(severalModels ? [row.model ?? ''] : []),
        row.probe ?? '',
        metricName(row),
        formatScope(row),
        formatFigure(row.estimate),
        formatInterval(row),
        String(row.n_items ?? ''),
        String(row.n_clusters ?? ''),
        formatShare(row.n_unparsed, replies),
        formatShare(row.n_refused, replies),
        row.flags ?? '',
      ];
    }),
  );
}

function metricName({ metric, condition, denominator }: StoredEstimate): string {
  const parts = [condition, denominator === 'conditional' ? null : denominator].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? (metric ?? '') : `${metric} (${parts.join(', ')})`;
}

/** What simulated models were built with beside what was measured: the instrument's own check. */
function planted(run: StoredRun): string {
  const rows = plantedRows(run);
  if (rows.length === 0) return '';
  const judged = rows.filter(({ holds }) => holds !== null);
  const covered = judged.filter(({ holds }) => holds === true).length;
  return [
    '## Planted against measured',
    `Simulated models have a bias of known size. Of ${judged.length} intervals, ${covered} hold the planted value.`,
    collapsed(
      `All ${rows.length} planted values`,
      markdownTable(
        [
          { title: 'model' },
          { title: 'probe' },
          { title: 'metric' },
          { title: 'group' },
          { title: 'planted', right: true },
          { title: 'measured', right: true },
          { title: 'interval' },
          { title: 'holds it' },
        ],
        rows.map(({ model, planted: value, measured, holds }) => [
          model,
          measured.probe ?? '',
          measured.metric ?? '',
          formatScope(measured),
          formatFigure(value),
          formatFigure(measured.estimate),
          formatInterval(measured),
          holds === null ? '–' : holds ? 'yes' : 'no',
        ]),
      ),
    ),
  ].join('\n\n');
}

/** Rows of one probe's table: a comment on GitHub holds 65,536 characters, and nobody reads more. */
const MOST_ROWS = 60;

function probeSection({ estimates }: StoredRun, probe: Manifest['probes'][number]): string {
  const rows = estimates.filter((row) => row.probe === probe.name && row.denominator === 'conditional');
  const left = rows.length - MOST_ROWS;
  const about = [
    escapeCell(probe.measures),
    `Harm: ${escapeCell(probe.harm.replaceAll('_', ' '))}. ${probe.items} items, ${probe.presentations} ${probe.presentations === 1 ? 'presentation' : 'presentations'} each.`,
    rows.length === 0 ? 'No completion of this probe was scored.' : figures(rows.slice(0, MOST_ROWS)),
    left > 0 ? `${left} more rows are in metrics.csv.` : '',
    `Limits:\n\n${probe.limits.map((limit) => `- ${escapeCell(limit)}`).join('\n')}`,
  ];
  return collapsed(probe.title, about.filter((part) => part !== '').join('\n\n'));
}

/** GitHub folds it; elsewhere it reads as it stands. The blank lines make it Markdown again inside. */
function collapsed(title: string, content: string): string {
  return `<details>\n<summary>${escapeCell(title)}</summary>\n\n${content}\n\n</details>`;
}

function provenance(run: StoredRun): string {
  const rows = checklist(run).map(({ what, value }) => [what, value ?? 'not recorded']);
  return `## Provenance\n\n${collapsed('What a published table must carry', markdownTable([{ title: 'what' }, { title: 'value' }], rows))}`;
}
