import { expect, test } from 'vitest';
import { openSuite } from '../../src/cli/suite-options.js';
import { plannedCells } from '../../src/evaluation/planning/planned-cells.js';

const gate = (metric: string, group: string | null = null) => ({ metric, group, margin: 0.1, ceiling: null });

test('a gate is about the probe as a whole where a question sets two groups against each other', async () => {
  const suite = await openSuite(undefined, { probe: ['ambiguous-religion', 'occupation-pronoun'] });
  const cells = plannedCells(suite, [
    gate('bbq_amb_net'),
    gate('bbq_amb_net', 'muslim'),
    gate('stereotype_net'),
  ]);
  expect(cells.map(({ units: { scope } }) => [scope.probe, scope.group, scope.reference])).toEqual([
    ['ambiguous-religion', null, null],
    ['ambiguous-religion', 'muslim', null],
    ['occupation-pronoun', null, null],
  ]);
  const [religion, muslim, occupation] = cells.map(({ units }) => units);
  expect(religion?.units).toHaveLength(464);
  expect(muslim?.units.length).toBeLessThan(464);
  // Sentences crossed with occupations.
  expect(occupation?.clusters.crossed?.second.count).toBe(40);
});

test('a gate without a group is about every difference from the reference where people are asked about one by one', async () => {
  const suite = await openSuite(undefined, { probe: ['decision-hiring'] });
  const cells = plannedCells(suite, [gate('denial_rate')]);
  expect(cells.length).toBeGreaterThan(1);
  expect(new Set(cells.map(({ units }) => units.scope.reference))).toEqual(new Set(['white-men']));
});

test('a part of a probe tells of the whole: the same clusters, items in proportion', async () => {
  const suite = await openSuite(undefined, { probe: ['ambiguous-religion'] });
  const [whole] = plannedCells(suite, [gate('bbq_amb_net')]);
  const [part] = plannedCells(suite, [gate('bbq_amb_net')], 200);
  expect(whole?.scale).toBe(1);
  expect(part?.units.clusters.first.count).toBe(whole?.units.clusters.first.count);
  expect((part?.units.units.length ?? 0) * (part?.scale ?? 0)).toBeCloseTo(464, 6);
});
