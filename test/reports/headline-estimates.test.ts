import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { readRun } from '../../src/records/stored-run.js';
import { headlineEstimates } from '../../src/reports/headline-estimates.js';
import { writeRun } from './run-fixture.js';

/** A made-up run whose rows are laid over as given; one row a name. */
async function headline(places: Readonly<Record<string, Readonly<Record<string, string | null>>>>) {
  const folder = writeRun({ groups: Object.keys(places), row: (group) => places[group] ?? {} });
  onTestFinished(() => rm(folder, { recursive: true }));
  const run = await readRun(folder);
  return headlineEstimates(run).map(({ axis, group, condition }) => [axis, group, condition]);
}
const bare = { group: null, reference: null };

test('of a benchmark with several axes the overall score comes first, not its hundred groups', async () => {
  const rows = await headline({
    a: { axis: 'religion', condition: 'ambig', ...bare, group: 'g1' },
    b: { axis: 'religion', condition: 'ambig', ...bare },
    c: { axis: 'age', condition: 'ambig', ...bare },
    d: { axis: null, condition: 'ambig', ...bare },
  });
  expect(rows).toEqual([[null, null, 'ambig']]);
});

test('over all conditions too, where the metric has such a row', async () => {
  const rows = await headline({
    a: { axis: 'religion', condition: 'stereo', ...bare },
    b: { axis: 'age', condition: 'antistereo', ...bare },
    c: { axis: null, condition: 'stereo', ...bare },
    d: { axis: null, condition: null, ...bare },
  });
  expect(rows).toEqual([[null, null, null]]);
});

test('of one axis the groups stay', async () => {
  const rows = await headline({
    a: { axis: 'religion', ...bare, group: 'g1', condition: null },
    b: { axis: 'religion', ...bare, condition: null },
  });
  expect(rows).toEqual([['religion', 'g1', null]]);
});
