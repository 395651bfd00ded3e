import type { Denominator } from '../metrics/metric.js';
import type { StoredEstimate, StoredRun } from '../records/stored-run.js';
import { ADDITIVE, formatScope } from './format-figure.js';
import { type MetricFacts, metricFacts, ORDER_METRICS, OUTCOME_METRICS } from './metric-facts.js';

/** One figure in all the forms that its table has of it. */
export interface Figure {
  readonly row: StoredEstimate;
  readonly forms: ReadonlyMap<Denominator, StoredEstimate>;
}

/** All figures of one metric on one probe that a reader compares: differences from the reference where there are
 *  such, else values of groups, else the whole; effects and interactions of a factorial design are a
 *  block of their own, and so is what is made of the groups' figures (how far they lie apart, ratios). */
export interface FigureBlock {
  readonly probe: string;
  readonly metric: string;
  readonly facts: MetricFacts | undefined;
  readonly kind: 'contrast' | 'factorial' | 'group' | 'overall' | 'derived';
  readonly figures: readonly Figure[];
}

/** Blocks of a run in the order of its manifest: of each probe what it measures first, how often it was refused last.
 *  Metrics about the order of options are apart. */
export function figureBlocks(run: StoredRun): FigureBlock[] {
  const facts = metricFacts(run.manifest);
  const byMetric = new Map<string, StoredEstimate[]>();
  const forms = new Map<string, Map<Denominator, StoredEstimate>>();
  for (const row of run.estimates) {
    const key = formKey(row);
    const known = forms.get(key) ?? new Map<Denominator, StoredEstimate>();
    forms.set(key, known);
    known.set(denominatorOf(row), row);
    if (row.denominator !== 'conditional') continue;
    const name = `${row.probe}\n${row.metric}`;
    const rows = byMetric.get(name);
    if (rows) rows.push(row);
    else byMetric.set(name, [row]);
  }
  return run.manifest.probes.flatMap(({ name, metrics }) => {
    const ids = metrics.map((metric) => metric.split('@')[0] ?? metric);
    const ordered = [
      ...ids.filter((id) => !OUTCOME_METRICS.has(id) && !ORDER_METRICS.has(id)),
      ...ids.filter((id) => OUTCOME_METRICS.has(id)),
    ];
    return ordered.flatMap((metric) => {
      const rows = byMetric.get(`${name}\n${metric}`) ?? [];
      const derived = [...byMetric].flatMap(([key, others]) =>
        key.startsWith(`${name}\n`) && baseOf(key.slice(name.length + 1), ids) === metric ? others : [],
      );
      return [...comparable(rows), { kind: 'derived' as const, shown: derived }].flatMap(
        ({ kind, shown }) => {
          if (shown.length === 0) return [];
          const figures = shown.map((row) => ({ row, forms: forms.get(formKey(row)) ?? new Map() }));
          return [{ probe: name, metric, facts: facts.get(metric), kind, figures }];
        },
      );
    });
  });
}

/** The metric of a probe that another figure is made of: `m` of `m_group_range`; undefined for metrics themselves. */
function baseOf(metric: string, metrics: readonly string[]): string | undefined {
  if (metrics.includes(metric)) return undefined;
  return metrics.filter((base) => metric.startsWith(`${base}_`)).sort((a, b) => b.length - a.length)[0];
}

/** What a row of a block is about. A figure of all groups names their axis: there is one for each. */
export function scopeIn({ kind }: FigureBlock, row: StoredEstimate): string {
  const isOfAxis = kind === 'derived' && row.group === null && row.axis !== null;
  return isOfAxis ? `across ${row.axis}` : formatScope(row);
}

/** The most telling rows of one metric. */
function comparable(
  rows: readonly StoredEstimate[],
): { readonly kind: FigureBlock['kind']; readonly shown: readonly StoredEstimate[] }[] {
  const contrasts = rows.filter(({ reference }) => reference !== null);
  if (contrasts.length > 0) {
    const isFactorial = factorialRows(contrasts);
    return [
      { kind: 'contrast', shown: contrasts.filter((row) => !isFactorial(row)) },
      { kind: 'factorial', shown: contrasts.filter(isFactorial) },
    ];
  }
  const groups = rows.filter(({ group }) => group !== null);
  return [groups.length > 0 ? { kind: 'group', shown: groups } : { kind: 'overall', shown: rows }];
}

/** Interactions name the factors of their design (`race*gender`), which are the axes of the effects. */
function factorialRows(contrasts: readonly StoredEstimate[]): (row: StoredEstimate) => boolean {
  const axes = new Set(
    contrasts.flatMap(({ axis, reference }) =>
      axis !== null && reference === ADDITIVE ? [axis, ...axis.split('*')] : [],
    ),
  );
  return ({ axis }) => axis !== null && axes.has(axis);
}

function formKey(row: StoredEstimate): string {
  const { model, probe, metric, scorer, axis, group, reference, condition, language } = row;
  return JSON.stringify([model, probe, metric, scorer, axis, group, reference, condition, language]);
}

function denominatorOf({ denominator }: StoredEstimate): Denominator {
  if (denominator === 'strict' || denominator === 'bound_low' || denominator === 'bound_high')
    return denominator;
  return 'conditional';
}
