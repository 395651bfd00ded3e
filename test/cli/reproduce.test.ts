import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { agrees, count, type ReproducedFigure } from '../../src/cli/reproduce/figure.js';
import { figuresCsv, figuresMarkdown } from '../../src/cli/reproduce/figure-table.js';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const FIGURE: ReproducedFigure = {
  ...{
    row: 'A set: rate',
    benchmark: 'set',
    figure: 'rate',
    published: 14.3,
    decimals: 1,
    source: 'a paper',
  },
  ...{ ours: 14.333, ciLow: 10, ciHigh: 20, items: 600, clusters: 25, reasonIfNull: null },
};

test.each([
  [14.3, 1, 14.3333, true],
  [14.3, 1, 14.36, false],
  [0.5, null, 0.5 + 1e-12, true],
  [0.5, null, 0.5 + 1e-6, false],
  [0.5, 1, null, false],
])('published %s to %s decimals, ours %s: agrees %s', (published, decimals, ours, expected) => {
  expect(agrees({ published, decimals, ours })).toBe(expected);
});

test('figures of one subject stand in one cell, side by side; the file has each with its interval and counts', () => {
  const figures = [
    FIGURE,
    { ...FIGURE, figure: 'other', published: 2, ours: 3 },
    count('Set', 'rows', 7, 'a', 7),
  ];
  expect(figuresMarkdown(figures).split('\n').slice(2)).toEqual([
    '| A set: rate | 14.3 / 2.0 | 14.3 / 3.0 | no |',
    '| Set: rows | 7 | 7 | yes |',
  ]);
  expect(figuresCsv(figures).split('\n')[1]).toBe('1,set,rate,14.3,1,14.333,true,10,20,600,25,,a paper');
});

// `.ci/run` computes the table anew; here only its copies are compared.
test('README shows the table of results/reproduction, in which every figure agrees', async () => {
  const lines = (await read('results/reproduction/README.md'))
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(lines.length).toBeGreaterThan(20);
  expect(await read('README.md')).toContain(lines.join('\n'));
  for (const line of lines.slice(2)) expect(line).toMatch(/\| yes \|$/u);
});
