import type { StoredEstimate, StoredRun } from '../records/stored-run.js';
import { formatShare } from './format-figure.js';
import { shortName } from './visible-text.js';

export interface ChecklistEntry {
  readonly what: string;
  /** null: the run does not record it. */
  readonly value: string | null;
}

/** Models and probes that are listed one by one; more are counted. */
const LISTED = 12;

/** The reporting checklist: what every published table carries. An entry that a run does not have stays in it, as
 *  not recorded, so that nobody has to notice its absence. */
export function checklist(run: StoredRun): ChecklistEntry[] {
  const { manifest, estimates } = run;
  const { models, probes, statistics } = manifest;
  const conditional = estimates.filter(({ denominator }) => denominator === 'conditional');
  const first = conditional.flatMap((row) => row.first_call_at ?? []).sort()[0];
  const last = conditional
    .flatMap((row) => row.last_call_at ?? [])
    .sort()
    .at(-1);
  const clusters = conditional.flatMap((row) => row.n_clusters ?? []);
  // Of judges and classifiers too: a run is what it cost in all.
  const paid = [...models, ...manifest.scorer_calls];
  const costs = paid.map(({ cost_usd }) => cost_usd);
  const known = costs.filter((cost) => cost !== null);
  const tokens = paid.reduce(
    (sum, { input_tokens, output_tokens }) => sum + (input_tokens ?? 0) + (output_tokens ?? 0),
    0,
  );
  return [
    { what: 'Run', value: manifest.run_id },
    { what: 'Command', value: shortName(manifest.command, 300) },
    ...models.slice(0, LISTED).flatMap((model) => ofModel(model)),
    ...(models.length > LISTED
      ? [{ what: 'Further models', value: `${models.length - LISTED}, in manifest.json` }]
      : []),
    { what: 'First and last call (UTC)', value: first && last ? `${first} to ${last}` : null },
    { what: 'System prompt', value: 'as each probe has it; whole in completions.csv' },
    { what: 'Suite hash (SHA-256)', value: manifest.suite_hash },
    ...probes.slice(0, LISTED).map(({ name, version, hash, scorers }) => ({
      what: `Probe ${shortName(name)}@${version}`,
      value: `${hash}; scored by ${scorers.map((scorer) => shortName(scorer)).join(', ') || 'nothing'}`,
    })),
    ...(probes.length > LISTED
      ? [{ what: 'Further probes', value: `${probes.length - LISTED}, in manifest.json` }]
      : []),
    { what: 'probity, Node', value: `${manifest.versions.probity}, ${manifest.versions.node}` },
    {
      what: 'Items, samples, presentations',
      value: `${probes.reduce((sum, { items }) => sum + items, 0)} items; ${manifest.samples} a presentation; ${[...new Set(probes.map(({ presentations }) => presentations))].join(', ')} presentations an item`,
    },
    {
      what: 'Clusters behind a figure',
      value: clusters.length === 0 ? null : `${least(clusters)} to ${greatest(clusters)}`,
    },
    {
      what: 'Intervals',
      value: `${Math.round(statistics.confidence * 100)}%; ${distinct(conditional, 'method')}; target ${distinct(conditional, 'inference_target')}; seed ${manifest.seed}, ${statistics.resamples} draws`,
    },
    {
      what: 'p values',
      value: `adjusted by ${statistics.adjust} within each model and probe; ${conditional.filter((row) => row.p !== null).length} tests; methods ${distinct(conditional, 'p_method')}`,
    },
    { what: 'Outcomes', value: outcomes(conditional) },
    { what: 'Margin and verdict', value: found(conditional, 'verdict', 'margin') },
    { what: 'Noise floor', value: found(conditional, 'noise_floor') },
    { what: 'Retest flip rate', value: flipRates(run) },
    { what: 'Agreement of scorers with people', value: null },
    { what: 'Contamination gap', value: null },
    {
      what: 'Undefined figures',
      value: `${conditional.filter((row) => row.estimate === null).length} of ${conditional.length}, each with its reason in metrics.csv`,
    },
    {
      what: 'Cost and tokens',
      value: `${known.length < costs.length || costs.length === 0 ? 'cost unknown' : `${known.reduce((a, b) => a + b, 0)} USD`}; ${tokens} tokens`,
    },
  ];
}

function ofModel(model: StoredRun['manifest']['models'][number]): ChecklistEntry[] {
  const id = shortName(model.id);
  const parameters = Object.entries(model.parameters).map(
    ([name, value]) => `${name} ${value ?? 'as the provider has it'}`,
  );
  return [
    {
      what: `${id}: asked`,
      value: `${shortName(model.model)} at ${shortName(model.host ?? model.provider)}`,
    },
    {
      what: `${id}: returned`,
      value: [...model.returned, ...model.fingerprints].map((name) => shortName(name)).join(', ') || null,
    },
    { what: `${id}: parameters`, value: parameters.map((text) => shortName(text, 100)).join(', ') || null },
    ...(model.not_settable.length > 0
      ? [{ what: `${id}: not settable`, value: model.not_settable.map((name) => shortName(name)).join(', ') }]
      : []),
  ];
}

/** Of every model, over its probes. */
function flipRates({ retest }: StoredRun): string | null {
  if (retest.length === 0) return null;
  const models = [...new Set(retest.map(({ model }) => model))];
  return models
    .map((model) => {
      const rows = retest.filter((row) => row.model === model);
      const flips = rows.reduce((sum, row) => sum + row.flips, 0);
      const pairs = rows.reduce((sum, row) => sum + row.pairs, 0);
      return `${shortName(model)}: ${flips} of ${pairs} repeated answers changed (${formatShare(flips, pairs)})`;
    })
    .join('; ');
}

function outcomes(rows: readonly StoredEstimate[]): string | null {
  const overall = rows.filter(({ metric, group }) => metric === 'refusal_rate' && group === null);
  if (overall.length === 0) return null;
  const sum = (column: 'n_answer' | 'n_refused' | 'n_unparsed' | 'n_truncated' | 'n_filtered' | 'n_error') =>
    overall.reduce((total, row) => total + (row[column] ?? 0), 0);
  const replies = sum('n_answer') + sum('n_refused') + sum('n_unparsed');
  return `${replies} replies: refused ${formatShare(sum('n_refused'), replies)}, unparsed ${formatShare(sum('n_unparsed'), replies)}, truncated ${formatShare(sum('n_truncated'), replies)}, filtered ${formatShare(sum('n_filtered'), replies)}; ${sum('n_error')} errors; by group in the tables`;
}

function distinct(
  rows: readonly StoredEstimate[],
  column: 'method' | 'inference_target' | 'p_method',
): string {
  return [...new Set(rows.flatMap((row) => row[column] ?? []))].sort().join(', ') || 'none';
}

function found(
  rows: readonly StoredEstimate[],
  ...columns: readonly ('verdict' | 'margin' | 'noise_floor')[]
): string | null {
  return rows.some((row) => columns.some((column) => row[column] !== null)) ? 'beside each figure' : null;
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
