import type { Request } from '../adapters/adapter.js';
import type { Sampling } from '../adapters/completion.js';
import type { Item } from '../probes/item.js';
import type { Probe, Selection } from '../probes/probe.js';
import type { ClusterSequence } from './cluster-sequence.js';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

export interface RequestPlan {
  readonly probes: readonly { readonly probe: Probe; readonly selection: Selection }[];
  /** Calls of each presentation (K). */
  readonly samples: number;
  readonly sampling: Sampling;
  /** null: everything. */
  readonly shard: Shard | null;
  /** Whole clusters in its order, for as long as it wants them; absent: balanced over clusters. */
  readonly sequence?: ClusterSequence | null;
}

/** Every request of one model, lazily: one counterfactual set of each probe in turn, and a probe gives one set of each
 *  of its templates in turn, in an order of the seed's: whatever part of it is sent is a random sample, balanced over
 *  clusters. Within a set the samples of a prompt come together and then the presentations of an item, which share the
 *  longest beginnings, so that a provider's prompt cache is asked for the same soon; an order by beginnings alone would
 *  hit it no more often for what all prompts share, and a part of the run would be no sample. */
export function* listRequests(plan: RequestPlan): Generator<Request> {
  if (plan.sequence) {
    yield* listByCluster(plan, plan.sequence);
    return;
  }
  const open = plan.probes.map(({ probe, selection }) => ({
    probe,
    sets: itemSets(probe.items(selection), plan.shard),
  }));
  while (open.length > 0) {
    for (let index = 0; index < open.length; ) {
      const entry = open[index];
      const next = entry?.sets.next();
      if (!entry || !next || next.done) {
        open.splice(index, 1);
        continue;
      }
      for (const item of next.value) yield* requestsOf(plan, entry.probe, item);
      index++;
    }
  }
}

/** One cluster of each probe in turn. */
function* listByCluster(plan: RequestPlan, sequence: ClusterSequence): Generator<Request> {
  const most = Math.max(0, ...plan.probes.map(({ probe }) => sequence.clusters(probe.name).length));
  for (let place = 0; place < most; place++) {
    for (const { probe } of plan.probes) {
      for (const item of sequence.clusters(probe.name)[place] ?? []) {
        if (!sequence.isOpen(probe.name)) break;
        yield* requestsOf(plan, probe, item);
      }
    }
  }
}

function* requestsOf({ samples, sampling }: RequestPlan, probe: Probe, item: Item): Generator<Request> {
  for (const prompt of probe.presentations(item)) {
    for (let sampleIndex = 0; sampleIndex < samples; sampleIndex++) {
      // Samples of one prompt must be able to differ, so each has its own seed.
      const seed = sampling.seed === null ? null : sampling.seed + sampleIndex;
      yield { prompt, sampleIndex, sampling: { ...sampling, seed } };
    }
  }
}

/** Groups items into their sets, which come one after another, and keeps those of the shard. Within each cluster the
 *  sets are dealt out in turn, so that shards are disjoint, complete and balanced by cluster. */
export function* itemSets(items: Iterable<Item>, shard: Shard | null): Generator<Item[]> {
  const dealt = new Map<string, number>();
  const isMine = ([first]: readonly Item[]) => {
    if (!shard || !first) return true;
    const turn = dealt.get(first.clusterId) ?? dealt.size;
    dealt.set(first.clusterId, turn + 1);
    return turn % shard.of === shard.index - 1;
  };
  let set: Item[] = [];
  for (const item of items) {
    if (set.length > 0 && (item.setId === null || item.setId !== set[0]?.setId)) {
      if (isMine(set)) yield set;
      set = [];
    }
    set.push(item);
  }
  if (set.length > 0 && isMine(set)) yield set;
}

/** How many requests `listRequests` gives. */
export function countRequests({ probes, samples, shard }: RequestPlan): number {
  return probes.reduce(
    (sum, { probe, selection }) =>
      sum + countItems(probe, selection, shard) * probe.presentationsPerItem * samples,
    0,
  );
}

/** How many items of a probe are asked; counts them out where there is a limit, and makes them where there is a shard. */
export function countItems(probe: Probe, selection: Selection, shard: Shard | null): number {
  if (!shard && (selection.limit === undefined || selection.limit >= probe.size)) return probe.size;
  let items = 0;
  if (!shard) {
    for (const _ of probe.ordinals(selection)) items++;
    return items;
  }
  for (const set of itemSets(probe.items(selection), shard)) items += set.length;
  return items;
}
