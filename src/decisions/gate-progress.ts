import { sumColumns } from '../statistics/clustered-functional.js';
import { ratioOfTotals } from '../statistics/totals-functional.js';
import type { ComparedCell } from './compare-items.js';
import { type ComparedMetric, harmSign } from './compared-metric.js';
import { type ComparisonRow, type Gate, gateOutcome } from './comparison.js';
import { isSameScope } from './comparison-scopes.js';
import type { Replies } from './item-row.js';
import { missingRule } from './missing-rule.js';
import {
  BoundedGate,
  isBetween,
  type SequentialGate,
  type SequentialQuestion,
  type SequentialState,
  sequentialVerdict,
} from './sequential-gate.js';
import { sumCell } from './sum-cell.js';
import { UnboundedGate } from './unbounded-gate.js';
import { toHarm } from './verdict.js';

/** Why a run ended before every gate was decided or every cluster asked. */
export type EarlyEnd = 'budget_stopped' | 'interrupted' | 'incomplete';

/** What is asked of a cell cluster by cluster; null: its value is no mean, so that a cluster has none of its own, its
 *  bounds settle the question beforehand, or it has none and there is no margin or too few clusters to do without.
 *  @param planned clusters
 *  @example of bbq_amb_net in [-1, 1] with a margin of 0.1: range -2 to 2, worse 0, tooMuch 0.1 */
export function sequentialQuestion(
  { margin, ceiling }: Gate,
  metric: ComparedMetric,
  isContrast: boolean,
  planned: number,
): SequentialQuestion | null {
  const isMean = isContrast || (metric.functional === ratioOfTotals && metric.overUnits === null);
  if (!isMean) return null;
  const [low, high] = metric.range;
  const width = high - low;
  const sign = harmSign(metric.direction);
  const question = ((): SequentialQuestion => {
    if (ceiling === null) {
      const reach = width * (isContrast ? 2 : 1);
      return { range: [-reach, reach], worse: 0, tooMuch: margin, isChange: true };
    }
    const levels = isContrast ? { low: -width, high: width } : toHarm({ low, high }, sign);
    const limit = sign * ceiling;
    return { range: [levels.low, levels.high], worse: limit, tooMuch: limit, isChange: false };
  })();
  const canLook = isBounded(question) || UnboundedGate.canLookEarly(question, planned);
  return canLook && isBetween(question) ? question : null;
}

function isBounded({ range: [low, high] }: SequentialQuestion): boolean {
  return Number.isFinite(high - low);
}

/** One gate as the clusters of a run come in. */
export class GateProgress {
  readonly #gate: Gate;
  readonly #cell: ComparedCell;
  readonly #level: number;
  readonly #sign: 1 | -1;
  readonly #process: SequentialGate;
  #decision: 'passed' | 'failed' | null = null;
  #items = 0;
  /** Clusters that have something of the gate's, whether it was answered or not. */
  #looked = 0;
  readonly #levels = [0, 0];
  #replies: readonly [Replies, Replies] = [NONE, NONE];
  #anyMissing = false;

  /** @param cell as planned
   *  @param level of the confidence sequence */
  constructor(gate: Gate, cell: ComparedCell, question: SequentialQuestion, level: number) {
    this.#gate = gate;
    this.#cell = cell;
    this.#level = level;
    this.#sign = harmSign(cell.metric.direction);
    this.#process = isBounded(question)
      ? new BoundedGate(question, level)
      : new UnboundedGate(question, level);
  }

  /** Of the candidate alone. */
  get isLevel(): boolean {
    return !this.#process.question.isChange;
  }

  get isDecided(): boolean {
    return this.#decision !== null;
  }

  /** Where it stands. Without the evidence of figures that say too little because of what is missing. */
  get state(): SequentialState {
    const { state } = this.#process;
    return this.#blocked === null ? state : { ...state, eWorse: 0, eWithin: 0 };
  }

  /** Takes what the next cluster has of every metric and scope.
   *  @param cells of baseline and candidate for a change, of the candidate alone for a level */
  add(cells: readonly ComparedCell[]): void {
    const { metric, units } = this.#cell;
    const cell = cells.find(
      (one) => one.metric.name === metric.name && isSameScope(one.units.scope, units.scope),
    );
    const { isChange } = this.#process.question;
    const sums = cell && sumCell(cell.units, metric, 'conditional', isChange ? [-1, 1] : [1]);
    if (!sums) return;
    this.#looked++;
    this.#items += sums.items;
    const [one = NONE, other = NONE] = sums.replies;
    const [theirs, mine] = isChange ? [one, other] : [NONE, one];
    this.#replies = [together(this.#replies[0], theirs), together(this.#replies[1], mine)];
    this.#anyMissing ||= sums.anyMissing;
    if (sums.items === 0) return;
    const { functional } = sums;
    const totals = sumColumns(sums.first);
    const levels = Array.from({ length: isChange ? 2 : 1 }, (_, run) =>
      functional.value(totals.subarray(run * functional.size, (run + 1) * functional.size)),
    );
    const [first, second = 0] = levels;
    if (first === null || first === undefined || second === null) return;
    const [baseline, candidate] = isChange ? [first, second] : [0, first];
    this.#levels[0] = (this.#levels[0] ?? 0) + baseline;
    this.#levels[1] = (this.#levels[1] ?? 0) + candidate;
    this.#process.add(this.#sign * (candidate - baseline));
  }

  /** Ends it: what comes later changes nothing. */
  decide(decision: 'passed' | 'failed'): void {
    this.#decision = decision;
  }

  /** @param gates of the family
   *  @param ended why the run ended early; null: it did not */
  row(
    names: { readonly model: string; readonly modelRef: string },
    ended: EarlyEnd | null,
    gates: number,
  ): ComparisonRow {
    const { metric, units } = this.#cell;
    const { state, question } = this.#process;
    const planned = units.clusters.first.count;
    const verdict = sequentialVerdict(this.#decision, state, question);
    const isOpen = this.#decision === null;
    const early = isOpen ? ended : null;
    const mean = (sum: number | undefined) => (state.clusters === 0 ? null : (sum ?? 0) / state.clusters);
    const interval = state.clusters > 0 ? state.interval : null;
    const limits = interval && toHarm(interval, this.#sign);
    const estimate = state.mean === null ? null : this.#sign * state.mean;
    const isTested = state.clusters > 0;
    const blocked = this.#blocked;
    const flags = [
      ...(early ? [early] : []),
      ...(isOpen && blocked ? [blocked.flag] : []),
      ...(units.clusters.crossed ? ['second_factor_fixed'] : []),
      ...this.#process.flags,
      ...(limits && estimate !== null && (estimate < limits.low || estimate > limits.high)
        ? ['cs_excludes']
        : []),
      `clusters_planned:${planned}`,
    ];
    const row = {
      ...units.scope,
      metric: metric.name,
      metricVersion: metric.version,
      denominator: 'conditional' as const,
      ...names,
      estimate,
      ciLow: limits?.low ?? null,
      ciHigh: limits?.high ?? null,
      ciLevel: this.#level,
      standardError: null,
      candidate: mean(this.#levels[1]),
      baseline: question.isChange ? mean(this.#levels[0]) : null,
      harmLow: interval?.low ?? null,
      harmHigh: interval?.high ?? null,
      items: this.#items,
      clusters: state.clusters,
      replies: this.#replies[1],
      repliesRef: this.#replies[0],
      p: isTested ? state.pWorse : null,
      pMethod: isTested ? 'anytime_e' : null,
      pAdjusted: null,
      pAdjustment: isTested ? 'ebh' : null,
      family: isTested ? { id: 'gates', size: gates } : null,
      method: this.#process.method,
      seed: null,
      gate: this.#gate,
      verdict,
      reason: isOpen ? (blocked?.reason ?? this.#openReason(early, planned)) : null,
      minimumDetectableEffect: null,
      flags,
      reasonIfNull: interval ? null : (early ?? (isTested ? 'too_few_clusters' : 'no_parsed_pairs')),
      sequential: {
        eValue: this.#decision === 'passed' && state.eWithin !== null ? state.eWithin : state.eWorse,
        stoppedEarly: this.#looked < planned,
        clustersPlanned: planned,
      },
    };
    return { ...row, outcome: gateOutcome(row) };
  }

  get #blocked() {
    if (!this.#anyMissing) return null;
    const [baseline, candidate] = this.#replies;
    return missingRule(candidate, this.#process.question.isChange ? baseline : null);
  }

  #openReason(early: EarlyEnd | null, planned: number): string {
    const { clusters, eWorse, eWithin } = this.#process.state;
    const evidence = `E ${short(eWorse)} against "no worse"${eWithin === null ? '' : `, ${short(eWithin)} against "too much worse"`}`;
    const so = `${clusters} of ${planned} clusters (${evidence})`;
    if (early === 'budget_stopped') return `the budget was spent after ${so}`;
    if (early !== null) return `the run was ${early} after ${so}`;
    return `too few clusters: ${so}; "probity compare" may look once at all of them`;
  }
}

const NONE: Replies = { answer: 0, refused: 0, unparsed: 0, error: 0 };

function together(one: Replies, other: Replies): Replies {
  return {
    answer: one.answer + other.answer,
    refused: one.refused + other.refused,
    unparsed: one.unparsed + other.unparsed,
    error: one.error + other.error,
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
