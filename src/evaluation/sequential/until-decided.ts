import { join } from 'node:path';
import { cellsOf } from '../../decisions/compare-items.js';
import type { ComparisonRow } from '../../decisions/comparison.js';
import { GATE_LEVEL } from '../../decisions/gate-level.js';
import { type EarlyEnd, GateProgress, sequentialQuestion } from '../../decisions/gate-progress.js';
import type { ItemOutcome, ItemRow } from '../../decisions/item-row.js';
import type { MatchedItem } from '../../decisions/match-items.js';
import { decideFamily, type SequentialQuestion } from '../../decisions/sequential-gate.js';
import { UsageError } from '../../errors.js';
import { readItems } from '../../records/items-file.js';
import type { LabelProbabilities } from '../../records/label-probabilities.js';
import { readCompletions } from '../../records/stored-completion.js';
import type { ClusterSequence } from '../../runner/cluster-sequence.js';
import type { Collected } from '../../runner/collected.js';
import type { Suite, SuiteProbe } from '../../suites/suite.js';
import type { RunReference } from '../comparison/run-reference.js';
import { comparedMetrics, type GatedCell, plannedCells } from '../planning/planned-cells.js';
import { PromptFinder } from '../scoring/prompt-finder.js';
import { orderClusters } from './cluster-order.js';
import { LiveItems, type LiveReply } from './live-items.js';
import { PlannedEndGates } from './planned-end-gates.js';

/** One probe as its clusters come in. */
interface ProbeProgress {
  readonly live: LiveItems;
  readonly clusters: readonly (readonly { readonly id: string; readonly clusterId: string }[])[];
  /** Of the candidate, by cluster: items whose last reply is in. */
  readonly settled: Map<string, ItemRow[]>;
  readonly gates: readonly GateProgress[];
  /** Clusters that were looked at, in order. */
  looked: number;
}

/** Looks at the gates of a run after each whole cluster, in the order that was drawn beforehand, whatever order the
 *  answers come in; a probe whose gates are all decided is asked no further. */
export class UntilDecided implements ClusterSequence {
  readonly #metrics;
  readonly #order;
  readonly #finder: PromptFinder;
  readonly #baseline: ReadonlyMap<string, ItemOutcome>;
  readonly #probes = new Map<string, ProbeProgress>();
  readonly #gates: readonly GateProgress[];
  readonly #later: PlannedEndGates;
  /** Items that were looked at and that the baseline has, and those that it has not. */
  matched = 0;
  unmatched = 0;

  /** @param cells what the gates are about; see sequentialCells */
  constructor(suite: Suite, cells: readonly SequentialCell[], baseline: ReadonlyMap<string, ItemOutcome>) {
    this.#metrics = comparedMetrics(suite);
    this.#baseline = baseline;
    const probes = gatedProbes(cells);
    this.#finder = new PromptFinder(probes.map(({ probe }) => probe));
    this.#order = orderClusters(probes, suite.seed);
    const early = cells.flatMap(({ question, ...cell }) => (question ? [{ ...cell, question }] : []));
    this.#gates = early.map(
      ({ question, ...cell }) => new GateProgress(cell.gate, cell, question, GATE_LEVEL),
    );
    this.#later = new PlannedEndGates(
      suite,
      cells.filter(({ question }) => question === null),
    );
    for (const entry of probes) {
      const { name, presentationsPerItem } = entry.probe;
      const settled = new Map<string, ItemRow[]>();
      const progress: ProbeProgress = {
        settled,
        live: new LiveItems(entry, presentationsPerItem * suite.samples, (row) => {
          const items = settled.get(row.clusterId);
          if (items) items.push(row);
          else settled.set(row.clusterId, [row]);
          this.#look(name);
        }),
        clusters: this.#order.get(name) ?? [],
        gates: this.#gates.filter((_, place) => early[place]?.probe === entry),
        looked: 0,
      };
      this.#probes.set(name, progress);
    }
  }

  clusters(probe: string) {
    return this.#order.get(probe) ?? [];
  }

  isOpen(probe: string): boolean {
    const mine = this.#probes.get(probe)?.gates ?? [];
    return this.#later.has(probe) || mine.some(({ isDecided }) => !isDecided);
  }

  /** Takes what became of a request. */
  collected({ request, reply }: Collected): void {
    const { prompt, sampleIndex } = request;
    this.#take({ prompt, sampleIndex, status: reply ? reply.status : 'error', reply });
  }

  /** Takes what an earlier start of the run journalled.
   *  @param end bytes of the journal that are whole
   *  @throws RecordError when it cannot be read */
  async replay(
    completions: string,
    end: number,
    model: string,
    probabilities: LabelProbabilities,
  ): Promise<void> {
    for await (const batch of readCompletions(completions, end)) {
      for (const row of batch) {
        // A request that failed is sent again.
        if (row.status === 'error' || row.model !== model) continue;
        const prompt = this.#finder.find(row.probe, row.itemId, row.presentationId);
        if (!prompt) continue;
        const labelProbabilities = probabilities.get(row.completionId) ?? null;
        const { sampleIndex, status, text } = row;
        this.#take({ prompt, sampleIndex, status, reply: { text, status, labelProbabilities } });
      }
    }
    await this.settled();
  }

  /** Waits for scorers that ask a service. */
  async settled(): Promise<void> {
    for (const { live } of this.#probes.values()) await live.settled();
  }

  /** @param names of the models, as tables name them
   *  @param ended why the run ended before every gate was decided or every cluster asked; null: it did not */
  rows(
    names: { readonly model: string; readonly modelRef: string },
    ended: EarlyEnd | null,
  ): ComparisonRow[] {
    const all = this.#gates.length + this.#later.count;
    return [
      ...this.#gates.map((gate) => gate.row(names, ended, all)),
      ...this.#later.rows(names, ended, this.#gates.length),
    ];
  }

  #take(live: LiveReply): void {
    this.#probes.get(live.prompt.item.probe)?.live.take(live);
  }

  /** Looks at every cluster that is whole and whose turn it is. */
  #look(probe: string): void {
    const progress = this.#probes.get(probe);
    while (progress && this.isOpen(probe)) {
      const cluster = progress.clusters[progress.looked];
      const [first] = cluster ?? [];
      const rows = first && progress.settled.get(first.clusterId);
      if (!cluster || !rows || rows.length < cluster.length) return;
      progress.looked++;
      progress.settled.delete(first.clusterId);
      this.#add(probe, progress, rows);
      this.#decide();
    }
  }

  #add(probe: string, { gates }: ProbeProgress, rows: readonly ItemRow[]): void {
    const ordered = rows.toSorted((a, b) => a.ordinal - b.ordinal);
    const alone = ordered.map((row): MatchedItem => ({ ...row, sides: [row.outcome] }));
    const levels = cellsOf(alone, this.#metrics, 1);
    const pairs = ordered.flatMap((row): MatchedItem[] => {
      const theirs = this.#baseline.get(`${row.probe}\n${row.itemId}`);
      return theirs ? [{ ...row, sides: [theirs, row.outcome] }] : [];
    });
    this.matched += pairs.length;
    this.unmatched += ordered.length - pairs.length;
    if (this.#later.has(probe)) this.#later.add(alone, pairs);
    const changes = cellsOf(pairs, this.#metrics, 2);
    for (const gate of gates) if (!gate.isDecided) gate.add(gate.isLevel ? levels : changes);
  }

  #decide(): void {
    const decisions = decideFamily(
      this.#gates.map(({ state }) => state),
      this.#later.count,
    );
    for (const [place, gate] of this.#gates.entries()) {
      const decision = decisions[place] ?? null;
      if (!gate.isDecided && decision !== null) gate.decide(decision);
    }
  }
}

/** What a gate is about, with what is asked of it cluster by cluster; null: nothing, it is decided at the planned end. */
export interface SequentialCell extends GatedCell {
  readonly question: SequentialQuestion | null;
}

/** The cells of a suite's gates.
 *  @throws UsageError when there is no gate, one on what the suite does not ask or on distributions of all texts, or none
 *  that can be decided early */
export function sequentialCells(suite: Suite): SequentialCell[] {
  if (suite.gates.length === 0)
    throw new UsageError(
      '--until-decided needs gates: declare under "gates" of the suite what is to be decided',
    );
  const cells = plannedCells(suite, suite.gates, Number.POSITIVE_INFINITY).map((cell) => {
    const { gate, metric, units } = cell;
    const { scope, clusters } = units;
    const question = sequentialQuestion(gate, metric, scope.reference !== null, clusters.first.count);
    return { ...cell, question };
  });
  const empty = suite.gates.filter((gate) => !cells.some((cell) => cell.gate === gate));
  if (empty.length > 0)
    throw new UsageError(
      `--until-decided cannot decide ${namesOf(empty)}: expected gates on what the suite asks for`,
    );
  const whole = cells.filter(({ metric }) => metric.tally);
  if (whole.length > 0)
    throw new UsageError(
      `--until-decided cannot decide ${namesOf(whole.map(({ gate }) => gate))}: it is made of all texts at once, which are not kept while a run is under way; run it whole and use "probity compare"`,
    );
  if (cells.every(({ question }) => question === null))
    throw new UsageError(
      `--until-decided cannot decide ${namesOf(suite.gates)} before the planned end: expected at least one gate on a mean, which every cluster has a value of; run it whole and use "probity compare"`,
    );
  return cells;
}

function namesOf(gates: Suite['gates']): string {
  return [...new Set(gates.map(({ metric }) => metric))].join(', ');
}

export function gatedProbes(cells: readonly GatedCell[]): SuiteProbe[] {
  return [...new Set(cells.map(({ probe }) => probe))];
}

/** The baseline's items by probe and id. */
export async function readBaseline({ folder, model }: RunReference): Promise<Map<string, ItemOutcome>> {
  const outcomes = new Map<string, ItemOutcome>();
  for await (const rows of readItems(join(folder, 'items.csv'), model))
    for (const { probe, itemId, outcome } of rows) outcomes.set(`${probe}\n${itemId}`, outcome);
  return outcomes;
}
