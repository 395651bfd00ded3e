import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/probes/item.js';
import { loadProbe } from '../../src/probes/load-probe.js';
import { completionId } from '../../src/records/completion-row.js';
import { countRequests, itemSets, listRequests, type RequestPlan } from '../../src/runner/list-requests.js';
import { exampleRequest } from '../adapters/prompt-fixture.js';

const shipped = (name: string) =>
  loadProbe(fileURLToPath(new URL(`../../probes/${name}.probe.yaml`, import.meta.url)));
const probes = await Promise.all(['decision-hiring', 'ambiguous-age', 'continuation-religion'].map(shipped));
const sampling = { temperature: 1, topP: null, maxTokens: 16, seed: 7 };
const plan = (parts: Partial<RequestPlan> = {}): RequestPlan => ({
  probes: probes.map((probe) => ({ probe, selection: { seed: 1, limit: 100 } })),
  samples: 2,
  sampling,
  shard: null,
  ...parts,
});
const idsOf = (of: RequestPlan) =>
  [...listRequests(of)].map(({ prompt, sampleIndex }) => completionId('model', prompt, sampleIndex));

describe('listRequests', () => {
  test('lists as many requests as are counted, none twice', () => {
    const ids = idsOf(plan());
    expect(ids.length).toBe(countRequests(plan()));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('shards are disjoint and together the whole', () => {
    const whole = idsOf(plan());
    for (const of of [1, 2, 3, 7, 1000]) {
      const shards = Array.from({ length: of }, (_, index) => plan({ shard: { index: index + 1, of } }));
      const parts = shards.map(idsOf);
      expect(parts.map((part) => part.length)).toEqual(shards.map(countRequests));
      expect(parts.flat().sort()).toEqual(whole.toSorted());
    }
  });

  test('takes the probes in turns, so that a part of the list has some of each', () => {
    const seen = new Set<string>();
    let asked = 0;
    for (const { prompt } of listRequests(plan())) {
      seen.add(prompt.item.probe);
      if (++asked > 200) break;
    }
    expect(seen.size).toBe(probes.length);
  });

  test('samples of a prompt come together and presentations of an item, so that prompt caches are asked for the same soon', () => {
    // How often each changes from one request to the next, if every one of it is left once.
    const requests = [...listRequests(plan())];
    const changes = (of: (request: (typeof requests)[number]) => string) =>
      requests.filter((request, place) => {
        const before = requests[place - 1];
        return before === undefined || of(before) !== of(request);
      }).length;
    const itemOf = ({ prompt }: (typeof requests)[number]) => `${prompt.item.probe} ${prompt.item.id}`;
    const promptOf = (request: (typeof requests)[number]) =>
      `${itemOf(request)} ${request.prompt.presentationId}`;
    expect(changes(itemOf)).toBe(new Set(requests.map(itemOf)).size);
    expect(changes(promptOf)).toBe(new Set(requests.map(promptOf)).size);
  });

  test('each sample of a prompt has its own seed, and none when none was asked for', () => {
    const seeds = (seed: number | null) =>
      [...listRequests(plan({ sampling: { ...sampling, seed } }))]
        .slice(0, 4)
        .map((request) => request.sampling.seed);
    expect(seeds(7)).toEqual([7, 8, 7, 8]);
    expect(seeds(null)).toEqual([null, null, null, null]);
  });
});

describe('itemSets', () => {
  const { item } = exampleRequest().prompt;
  const sets = fc.array(
    fc.record({ cluster: fc.nat(3), size: fc.integer({ min: 1, max: 4 }), alone: fc.boolean() }),
  );
  const itemsOf = (of: readonly { cluster: number; size: number; alone: boolean }[]): Item[] =>
    of.flatMap(({ cluster, size, alone }, set) =>
      Array.from({ length: alone ? 1 : size }, (_, index) => ({
        ...item,
        id: `${set}/${index}`,
        clusterId: `cluster-${cluster}`,
        setId: alone ? null : `set-${set}`,
      })),
    );

  test('no set is split over shards, and the shards of each cluster differ by one set at most', () => {
    fc.assert(
      fc.property(sets, fc.integer({ min: 1, max: 5 }), (of, shards) => {
        const items = itemsOf(of);
        const whole = [...itemSets(items, null)];
        expect(whole.flat()).toEqual(items);
        const parts = Array.from({ length: shards }, (_, index) => [
          ...itemSets(items, { index: index + 1, of: shards }),
        ]);
        const keyOf = (set: readonly Item[]) => set.map(({ id }) => id).join(' ');
        expect(parts.flat().map(keyOf).sort()).toEqual(whole.map(keyOf).sort());
        for (const cluster of new Set(items.map(({ clusterId }) => clusterId))) {
          const counts = parts.map((part) => part.filter(([first]) => first?.clusterId === cluster).length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
