import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatRow } from '../../src/records/csv-row.js';
import { readCsv } from '../../src/records/read-csv.js';
import {
  BIN,
  chatServer,
  metricsOf,
  prepareFaultTests,
  probity,
  runArguments,
  start,
  temporaryFolder,
  withoutRunId,
} from './probity.js';

prepareFaultTests();

test.concurrent('any concurrency and any order of the answers give the same metrics.csv, byte for byte', async () => {
  const server = await chatServer({ latencyMs: 1 });
  const folders = await Promise.all(
    [1, 7, 64].map(async (concurrency) => {
      const out = temporaryFolder();
      expect(await probity(runArguments(server.url, out, { concurrency, limit: 56 }))).toMatchObject({
        code: 0,
      });
      return out;
    }),
  );
  const [metrics, ...others] = folders.map(metricsOf);
  for (const other of others) expect(other).toBe(metrics);

  const [out = ''] = folders;
  const records: string[][] = [];
  for await (const batch of readCsv(join(out, 'completions.csv'))) records.push(...batch);
  const [header = [], ...rows] = records;
  const text = (order: readonly string[][]) =>
    [header, ...order].map((record) => formatRow(record.map((cell) => (cell === '' ? null : cell)))).join('');
  let state = 3;
  const shuffled = () =>
    rows
      .map((row) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return { row, key: state };
      })
      .sort((a, b) => a.key - b.key)
      .map(({ row }) => row);
  const probe = new URL('../../probes/decision-hiring.probe.yaml', import.meta.url).pathname;
  const scored = await Promise.all(
    [rows, rows.toReversed(), shuffled()].map(async (order) => {
      const file = join(temporaryFolder(), 'completions.csv');
      writeFileSync(file, text(order));
      const to = temporaryFolder();
      const given = ['--probe', probe, '--limit', '56', '--completions', file, '--out', to];
      const ended = await probity(['score', 'quickstart', ...given]);
      expect(ended, ended.stderr).toMatchObject({ code: 0 });
      return withoutRunId(metricsOf(to));
    }),
  );
  for (const one of scored) expect(one).toBe(scored[0]);
});

test.concurrent('a reader that closes the pipe early is no crash, and the run is complete', async () => {
  const server = await chatServer();
  const out = temporaryFolder();
  const args = runArguments(server.url, out, { limit: 24 });
  const command = '"$0" "$@" --json | head -c 1; exit $?';
  const ended = await start('bash', ['-o', 'pipefail', '-c', command, process.execPath, BIN, ...args]).ended;
  expect(ended).toMatchObject({ code: 0, stdout: '{', stderr: '' });
  expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({ status: 'complete' });
});
