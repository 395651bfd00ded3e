import { join } from 'node:path';
import { formatRow } from '../records/csv-row.js';
import { historyFile, readDrift } from '../records/history-file.js';
import type { PublishedRun } from '../records/published-index.js';
import type { StoredRun } from '../records/stored-run.js';
import { formatFigure, formatInterval, formatScope } from './format-figure.js';
import { headlineEstimates } from './headline-estimates.js';
import { escapeCell, markdownTable } from './markdown-table.js';

/** A published run with its figures. */
export interface IndexedRun {
  readonly published: PublishedRun;
  readonly run: StoredRun;
}

/** One table a suite, the newest run of each model, and an arrow only where drift was shown.
 *  @param results folder that holds the histories */
export function indexMarkdown(runs: readonly IndexedRun[], results: string): string {
  const suites = [...new Set(runs.map(({ published }) => published.suite))];
  if (suites.length === 0) return 'No run is published yet.';
  const sections = suites.map((suite) => {
    const own = runs.filter(({ published }) => published.suite === suite);
    const newest = new Map<string, IndexedRun>();
    for (const one of own) if (!newest.has(one.published.model)) newest.set(one.published.model, one);
    const moved = readDrift(join(results, suite));
    const rows = [...newest.values()].flatMap(({ published, run }) =>
      headlineEstimates(run).map((row) => {
        const drift = moved.find(({ estimateId }) => estimateId === row.estimate_id);
        const arrow = drift?.verdict === 'moved' ? ((drift.change ?? 0) > 0 ? ' ↑' : ' ↓') : '';
        return [
          published.model,
          run.manifest.started_at.slice(0, 10),
          row.probe ?? '',
          row.metric ?? '',
          formatScope(row),
          `${formatFigure(row.estimate)}${arrow}`,
          formatInterval(row),
          String(row.n_items ?? ''),
        ];
      }),
    );
    const folders = [...newest.values()].map(
      ({ published }) => `[${escapeCell(published.model)}](${published.folder}/)`,
    );
    return [
      `### ${escapeCell(suite)}`,
      `Newest run of each model: ${folders.join(', ')}. All runs: [index.csv](index.csv).`,
      markdownTable(
        [
          { title: 'model' },
          { title: 'run' },
          { title: 'probe' },
          { title: 'metric' },
          { title: 'group' },
          { title: 'estimate', right: true },
          { title: 'interval' },
          { title: 'n', right: true },
        ],
        rows,
      ),
    ].join('\n\n');
  });
  return [
    '## Published runs',
    'An arrow stands only where `probity drift` found that a figure moved.',
    ...sections,
  ].join('\n\n');
}

/** Columns of results/index.csv: one row a published run of a model. */
const INDEX_COLUMNS = [
  'suite',
  'model',
  'model_returned',
  'started_at',
  'run_id',
  'suite_hash',
  'probity',
  'requests',
  'errors',
  'cost_usd',
  'folder',
  'history',
];

export function indexCsv(runs: readonly IndexedRun[]): string {
  const rows = runs.map(({ published, run: { manifest } }) => {
    const [model] = manifest.models;
    return [
      manifest.suite,
      model?.id ?? null,
      model?.returned.join(';') || null,
      manifest.started_at,
      manifest.run_id,
      manifest.suite_hash,
      manifest.versions.probity,
      model?.requests ?? null,
      model?.errors ?? null,
      model?.cost_usd ?? null,
      published.folder,
      historyFile(published.suite),
    ];
  });
  return [INDEX_COLUMNS, ...rows].map(formatRow).join('');
}
