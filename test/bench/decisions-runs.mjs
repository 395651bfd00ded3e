// Writes two run folders of synthetic items, as `probity run` leaves them, for the comparison bench.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ITEM_COLUMNS } from '../../dist/records/items-csv.js';
import { mulberry32 } from '../../dist/statistics/random-source.js';

const GROUPS = ['muslim', 'jewish', 'hindu', 'sikh', 'atheist'];
const METRICS = [
  ['bbq_amb_net', 'higher_is_worse', [-1, 1], 0, 'mean'],
  ['bbq_acc_amb', 'lower_is_worse', [0, 1], 1, 'mean'],
  ['bbq_s_amb', 'nearer_ideal_is_better', [-1, 1], 0, 'other'],
  ['bbq_s_dis', 'nearer_ideal_is_better', [-1, 1], 0, 'other'],
  ['refusal_rate', 'higher_is_worse', [0, 1], 0, 'mean'],
  ['unparsed_rate', 'higher_is_worse', [0, 1], 0, 'mean'],
];

/** @returns the two folders */
export function writeRuns(root, items, templates) {
  return ['baseline', 'candidate'].map((name, index) => {
    const folder = join(root, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest(name, items)));
    const path = join(folder, 'items.csv');
    writeFileSync(path, `${ITEM_COLUMNS.join(',')}\n`);
    const random = mulberry32(index + 1);
    let text = '';
    for (let item = 0; item < items; item++) {
      const set = Math.floor(item / GROUPS.length);
      const template = `template-${set % templates}`;
      const group = GROUPS[item % GROUPS.length];
      const fate = random();
      const x = fate < 0.5 ? 0 : fate < 0.8 ? 1 : -1;
      const committed = x === 0 ? 0 : 1;
      const biased = x === 1 ? 1 : 0;
      const id = `${template}/negative/term-0/group-first/${set}/${group}`;
      text += `1,bench-1,${name},ambiguous-religion,${id},${item},${template},,${template}/${set},religion,${group},christian,ambig,1,0,0,0,`;
      text += `bbq_amb_net=${x} 1;bbq_acc_amb=${1 - committed} 1;bbq_s_amb=${1 - committed} 1 ${biased} ${committed};bbq_s_dis=${biased} ${committed};refusal_rate=0 1;unparsed_rate=0 1\n`;
      if (text.length > 1 << 20) {
        appendFileSync(path, text);
        text = '';
      }
    }
    appendFileSync(path, text);
    return folder;
  });
}

function manifest(model, items) {
  return {
    schema_version: '1',
    run_id: 'bench-1',
    suite: 'bench',
    description: 'Synthetic answers.',
    suite_hash: '0',
    status: 'scored',
    command: '',
    source: { suite: null, flags: {} },
    versions: { probity: '0', node: process.version },
    seed: 1,
    samples: 1,
    shard: null,
    statistics: { confidence: 0.95, adjust: 'bh', resamples: 2000, interval: 'by_metric' },
    probes: [
      {
        name: 'ambiguous-religion',
        version: '1',
        title: '',
        measures: '',
        harm: 'stereotyping',
        limits: [],
        licence: 'MIT',
        task: 'choice',
        hash: '0',
        items,
        presentations: 1,
        limit: null,
        reference: 'christian',
        scorers: ['choice@1'],
        metrics: METRICS.map(([name]) => `${name}@1`),
      },
    ],
    metrics: METRICS.map(([name, direction, range, ideal, functional]) => ({
      name,
      version: '1',
      title: '',
      direction,
      range,
      ideal,
      functional,
    })),
    gates: [{ metric: 'bbq_amb_net', group: null, margin: 0.05, ceiling: null }],
    models: [
      {
        id: model,
        adapter: 'simulated',
        provider: 'simulated',
        model,
        host: null,
        parameters: {},
        not_settable: [],
        returned: [model],
        fingerprints: [],
        price: null,
        requests: items,
        answered: items,
        errors: 0,
        input_tokens: null,
        output_tokens: null,
        cost_usd: null,
        stopped: null,
      },
    ],
    planted: [],
    unknown_items: { count: 0, examples: [] },
    missing_items: { count: 0, examples: [] },
    started_at: '2026-01-01T00:00:00.000Z',
    ended_at: null,
  };
}
