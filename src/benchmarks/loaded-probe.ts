import type { Item } from '../probes/item.js';
import {
  countPresentations,
  type PresentationPlan,
  type Presenter,
  presentItem,
} from '../probes/present-item.js';
import type { Probe, UnpairedGroups } from '../probes/probe.js';
import { sampleItems, sampleOrdinals } from '../probes/sample-sets.js';
import type { Benchmark } from './benchmark.js';

/** A probe over items that were read from files. */
export function loadedProbe(
  benchmark: Benchmark,
  data: {
    readonly items: readonly Item[];
    readonly hash: string;
    readonly plan: PresentationPlan | Presenter;
    readonly scorers: readonly string[];
    readonly groups?: readonly string[];
    readonly reference?: string | null;
    readonly unpaired?: readonly UnpairedGroups[];
    readonly members?: 'cluster';
  },
): Probe {
  const { items, plan } = data;
  const presenter: Presenter =
    'present' in plan
      ? plan
      : {
          perItem: countPresentations(plan, items[0]?.options.length ?? 0),
          present: (item) => presentItem(plan, item),
        };
  const byId = new Map<string, Item>();
  for (const item of items) byId.set(item.id, item);
  const strata = [...groupBy(items, ({ templateId }) => templateId).values()].map((members) => {
    // An item without counterfactual is a set of its own, which needs no list.
    const sets = members.some(({ setId }) => setId !== null)
      ? [...groupBy(members, ({ setId, id }) => setId ?? id).values()]
      : null;
    const set = (index: number) => (sets ? (sets[index] ?? []) : members.slice(index, index + 1));
    return {
      sets: (sets ?? members).length,
      set,
      ordinals: (index: number) => set(index).map(({ ordinal }) => ordinal),
    };
  });
  const expansion = { size: items.length, strata, find: (id: string) => byId.get(id) };
  const {
    name,
    version,
    title,
    measures,
    rationale,
    harm,
    limits,
    literature,
    licence,
    task,
    language,
    need,
  } = benchmark;
  return {
    ...{ name, version, title, measures, rationale, harm, limits, literature, licence, task, language, need },
    groups: data.groups ?? [],
    reference: data.reference ?? null,
    ...(data.unpaired && { unpaired: data.unpaired }),
    ...(data.members && { members: data.members }),
    scorers: data.scorers,
    metrics: benchmark.metrics,
    hash: data.hash,
    size: items.length,
    presentationsPerItem: presenter.perItem,
    items: (selection) => sampleItems(expansion, selection),
    ordinals: (selection) => sampleOrdinals(expansion, selection),
    find: expansion.find,
    presentations: (item) => presenter.present(item),
  };
}

function groupBy(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const members = groups.get(key(item));
    if (members) members.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
