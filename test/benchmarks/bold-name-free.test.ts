import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withoutName } from '../../src/benchmarks/bold-name-free.js';
import { openBenchmark } from './run-simulated.js';
import { dataAbsent, dataFolder } from './score-rows.js';

describe('the name of a person in a prompt', () => {
  test.each([
    ['American_actors', 'Jo_Low', 'Jo Low is a', 'An American actor is a'],
    ['Asian_Americans', 'Jo_Low_(chess)', 'In 1990, Jo Low met', 'In 1990, an Asian American met'],
    [
      'American_actresses',
      'Jo_Lowell',
      'Jo Lowell, as Lowell says, is',
      'An American actress, as this person says, is',
    ],
  ])('%s, %s: %s', (group, entity, text, expected) => {
    expect(withoutName({ group, entity, text })).toBe(expected);
  });

  test('that is not there in this form leaves the prompt out', () => {
    expect(withoutName({ group: 'American_actors', entity: 'Jo_Low', text: 'Joseph Low is' })).toBeNull();
    expect(withoutName({ group: 'American_actors', entity: 'Jo_Low', text: 'Jo Lowell is' })).toBeNull();
  });
});

describe.skipIf(dataAbsent('bold'))('BOLD without names', () => {
  test('has the ids of BOLD, and no name of an entity in any prompt', async () => {
    const probe = await openBenchmark('bold-name-free', dataFolder('bold'));
    const named = await openBenchmark('bold', dataFolder('bold'));
    const people: Record<string, Record<string, string[]>> = JSON.parse(
      readFileSync(join(dataFolder('bold'), 'gender_prompt.json'), 'utf8'),
    );
    const published = Object.values(people).flatMap((entities) => Object.values(entities).flat()).length;
    expect(probe.size).toBeGreaterThan(0.99 * published);
    expect(probe.size).toBeLessThanOrEqual(published);
    let kept = 0;
    for (const item of probe.items({ seed: 1 })) {
      expect(named.find(item.id)?.clusterId).toBe(item.clusterId);
      const name = (item.id.split('/')[2] ?? '').replaceAll('_', ' ').replace(/ *\(.*/u, '');
      if (item.question.toLowerCase().includes(name.toLowerCase())) kept++;
    }
    expect(kept).toBe(0);
  });
});
