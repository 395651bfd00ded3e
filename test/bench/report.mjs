// Time, memory and size of report.html for a run of 200,000 items (566,000 completions): a small real run, its rows
// repeated under other item ids. Usage: npm run build && node test/bench/report.mjs [items]
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitRecord } from '../../dist/records/scan-records.js';

const wanted = Number(process.argv[2] ?? 200_000);
const bin = new URL('../../dist/cli/bin.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'probity-report-'));
try {
  spawnSync(process.execPath, [bin, 'run', '--quiet', '--out', folder]);
  const seed = (name) => readFileSync(join(folder, name), 'utf8');
  const items = records(seed('items.csv'));
  const copies = Math.ceil(wanted / (items.length - 1));
  await repeat('items.csv', items, ['item_id', 'counterfactual_set_id'], copies);
  await repeat('scores.csv', records(seed('scores.csv')), ['completion_id', 'item_id'], copies);
  await repeat(
    'completions.csv',
    records(seed('completions.csv')),
    ['completion_id', 'item_id', 'counterfactual_set_id'],
    copies,
  );
  const megabytes = ['items.csv', 'scores.csv', 'completions.csv'].map(
    (name) => statSync(join(folder, name)).size / 1e6,
  );
  console.log(
    `${copies * (items.length - 1)} items; items, scores, completions: ${megabytes.map((size) => size.toFixed(0)).join(', ')} MB`,
  );
  const probe = join(folder, 'measure.mjs');
  writeFileSync(
    probe,
    `process.on('exit', () => console.log('peak memory ' + Math.round(process.resourceUsage().maxRSS / 1024) + ' MB'));\nawait import(${JSON.stringify(bin)});`,
  );
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    const { stdout } = spawnSync(process.execPath, [probe, 'report', folder, '--quiet'], {
      encoding: 'utf8',
    });
    const peak = /peak memory .*/u.exec(stdout)?.[0] ?? 'no memory figure';
    console.log(
      `report in ${((performance.now() - start) / 1000).toFixed(2)} s, ${peak}, report.html ${(statSync(join(folder, 'report.html')).size / 1e6).toFixed(2)} MB`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function records(text) {
  const all = [];
  let open = '';
  for (const line of text.split('\n')) {
    const record = open === '' ? line : `${open}\n${line}`;
    open = '';
    if ((record.split('"').length - 1) % 2 === 1) open = record;
    else if (record !== '') all.push(splitRecord(record));
  }
  return all;
}

async function repeat(name, [header, ...rows], columns, copies) {
  const places = columns.map((column) => header.indexOf(column));
  const file = createWriteStream(join(folder, name));
  file.write(`${header.join(',')}\n`);
  for (let copy = 0; copy < copies; copy++) {
    let text = '';
    for (const row of rows) {
      const cells = row.map((cell, place) =>
        places.includes(place) && cell !== '' ? `${cell}~${copy}` : cell,
      );
      text += `${cells.map((cell) => (/[",\n\r]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
    }
    if (!file.write(text)) await new Promise((resolve) => file.once('drain', resolve));
  }
  await new Promise((resolve) => file.end(resolve));
}
