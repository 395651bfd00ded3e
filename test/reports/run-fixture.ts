import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPLETION_COLUMNS } from '../../src/records/completion-row.js';
import { type Cell, formatRow } from '../../src/records/csv-row.js';
import { ITEM_COLUMNS } from '../../src/records/items-csv.js';
import { type Manifest, writeManifest } from '../../src/records/manifest.js';
import { METRIC_COLUMNS } from '../../src/records/metrics-csv.js';
import { SCORE_COLUMNS } from '../../src/records/scores-csv.js';

type Row<Columns extends readonly string[]> = { readonly [C in Columns[number]]?: Cell };

/** What a made-up run holds; what is absent is as in a small sound run. */
export interface RunSketch {
  readonly groups?: readonly string[];
  readonly models?: readonly string[];
  readonly probe?: string;
  /** Counterfactual sets of every group. */
  readonly sets?: number;
  readonly metrics?: readonly string[];
  readonly prompt?: (group: string, set: number) => string;
  readonly completion?: (group: string, set: number) => string;
  /** null: every figure is undefined. */
  readonly estimate?: (group: string, index: number) => number | null;
  readonly row?: (group: string) => Row<typeof METRIC_COLUMNS>;
  readonly manifest?: Partial<Manifest>;
}

/** Writes a run folder that looks as if it had been run. @returns the folder */
export function writeRun(
  sketch: RunSketch = {},
  folder = mkdtempSync(join(tmpdir(), 'probity-run-')),
): string {
  const {
    groups = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'],
    models = ['model-a'],
    probe = 'probe-one',
    sets = 3,
    metrics = ['denial_rate', 'refusal_rate'],
    prompt = (group, set) => `Question ${set} about a person from ${group}?`,
    completion = (_, set) => (set % 2 === 0 ? 'Yes.' : 'No.'),
    estimate = (_, index) => 0.3 - index / 10,
    row = () => ({}),
  } = sketch;
  mkdirSync(folder, { recursive: true });
  const table = <C extends readonly string[]>(name: string, columns: C, rows: readonly Row<C>[]) => {
    const cells = rows.map((one) => columns.map((column: C[number]) => one[column] ?? null));
    writeFileSync(join(folder, name), [columns as readonly string[], ...cells].map(formatRow).join(''));
  };
  const items = models.flatMap((model) =>
    Array.from({ length: sets }, (_, set) => set).flatMap((set) =>
      groups.map((group, place) => ({ model, set, group, place, id: `set-${set}/${group}` })),
    ),
  );
  const isRefused = ({ set, place }: { set: number; place: number }) => set === 1 && place === 0;
  table(
    'items.csv',
    ITEM_COLUMNS,
    items.map((item, ordinal) => ({
      schema_version: '1',
      model: item.model,
      probe,
      item_id: item.id,
      ordinal,
      cluster_id: `set-${item.set}`,
      counterfactual_set_id: `set-${item.set}`,
      axis: 'axis',
      group: item.group,
      n_answer: isRefused(item) ? 0 : 1,
      n_refused: isRefused(item) ? 1 : 0,
      n_unparsed: 0,
      n_error: 0,
      contributions: `${metrics[0]}=${(item.set % 4) / 4} 1`,
    })),
  );
  const completionId = (index: number) => index.toString(16).padStart(16, '0');
  table(
    'completions.csv',
    COMPLETION_COLUMNS,
    items.map((item, index) => ({
      schema_version: '1',
      completion_id: completionId(index),
      run_id: 'sketch-1',
      suite: 'sketch',
      probe,
      item_id: item.id,
      presentation_id: '012.letter',
      sample_index: 0,
      model_requested: item.model,
      prompt_text: prompt(item.group, item.set),
      completion_text: completion(item.group, item.set),
      call_status: 'ok',
    })),
  );
  table(
    'scores.csv',
    SCORE_COLUMNS,
    items.map((item, index) => ({
      completion_id: completionId(index),
      item_id: item.id,
      probe,
      parse_outcome: isRefused(item) ? 'refusal' : 'answer',
      answer_canonical: isRefused(item) ? null : item.set % 2 === 0 ? 'yes' : 'no',
      score: 1,
    })),
  );
  table(
    'metrics.csv',
    METRIC_COLUMNS,
    models.flatMap((model) =>
      metrics.flatMap((metric) =>
        groups.map((group, index) => {
          const value = estimate(group, index);
          return {
            schema_version: '1',
            suite: 'sketch',
            probe,
            model,
            metric,
            metric_version: '1',
            scorer: 'yes_no@1',
            axis: 'axis',
            group,
            reference: 'omega',
            language: 'en',
            denominator: 'conditional',
            estimate: value,
            ci_low: value === null ? null : value - 0.15,
            ci_high: value === null ? null : value + 0.15,
            ci_level: 0.95,
            se: value === null ? null : 0.07,
            n_items: sets,
            n_clusters: sets,
            n_answer: sets,
            n_refused: 0,
            n_unparsed: 0,
            p: value === null ? null : 0.01,
            p_adj: value === null ? null : 0.02,
            method: 'cr1_t',
            inference_target: 'template_population',
            reason_if_null: value === null ? 'no_parsed_items' : null,
            first_call_at: '2026-01-01',
            last_call_at: '2026-01-02',
            ...row(group),
          };
        }),
      ),
    ),
  );
  writeManifest(folder, sketchManifest(sketch, { probe, models, metrics, items: items.length }));
  return folder;
}

function sketchManifest(
  { manifest }: RunSketch,
  of: {
    readonly probe: string;
    readonly models: readonly string[];
    readonly metrics: readonly string[];
    readonly items: number;
  },
): Manifest {
  return {
    schema_version: '1',
    run_id: 'sketch-1',
    suite: 'sketch',
    description: 'A made-up run.',
    suite_hash: 'a'.repeat(64),
    status: 'complete',
    command: 'probity run sketch',
    source: { suite: null, flags: {} },
    versions: { probity: '0.0.0', node: 'v20.0.0' },
    seed: 1,
    samples: 1,
    shard: null,
    statistics: { confidence: 0.95, adjust: 'bh', resamples: 2000, interval: 'by_metric' },
    probes: [
      {
        name: of.probe,
        version: '1',
        title: 'A probe',
        measures: 'Something.',
        harm: 'allocation',
        limits: ['One limit.'],
        licence: 'MIT',
        task: 'yes_no',
        hash: 'b'.repeat(64),
        items: of.items,
        presentations: 1,
        limit: null,
        reference: 'omega',
        scorers: ['yes_no@1'],
        metrics: of.metrics.map((metric) => `${metric}@1`),
      },
    ],
    metrics: of.metrics.map((name) => ({
      name,
      version: '1',
      title: `Title of ${name}`,
      direction: 'higher_is_worse' as const,
      range: [0, 1],
      ideal: 0,
      functional: 'mean' as const,
    })),
    gates: [],
    models: of.models.map((id) => ({
      id,
      adapter: 'openai',
      provider: 'local',
      model: id,
      host: '127.0.0.1',
      parameters: { temperature: 0 },
      price: null,
      not_settable: [],
      returned: [id],
      fingerprints: [],
      requests: of.items,
      answered: of.items,
      errors: 0,
      input_tokens: 1,
      output_tokens: 1,
      cost_usd: null,
      stopped: null,
    })),
    planted: [],
    scorer_calls: [],
    scorer_failures: [],
    unknown_items: { count: 0, examples: [] },
    missing_items: { count: 0, examples: [] },
    started_at: '2026-01-01T00:00:00.000Z',
    ended_at: '2026-01-01T00:01:00.000Z',
    ...manifest,
  };
}
