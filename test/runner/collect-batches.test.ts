import { expect, test } from 'vitest';
import { openaiAdapter } from '../../src/adapters/openai-adapter.js';
import type { BatchEntry, BatchLog } from '../../src/runner/batch/batch-log.js';
import { collectBatches } from '../../src/runner/batch/collect-batches.js';
import { exampleRequest, exampleSettings, quietSignal } from '../adapters/prompt-fixture.js';
import { startBatchServer } from '../servers/batch-server.js';

/** A log that lives as long as its test. */
class MemoryLog implements BatchLog {
  readonly entries = new Map<string, BatchEntry>();
  open(model: string) {
    return [...this.entries.values()].filter((entry) => entry.model === model && entry.tally === null);
  }
  put(entry: BatchEntry) {
    this.entries.set(entry.name, entry);
  }
}

test('requests beyond the limits of one file go into several batches, a bounded number at once', async () => {
  const server = await startBatchServer({ looks: 2 });
  const settings = exampleSettings({ adapter: 'openai', baseURL: server.url });
  const adapter = await openaiAdapter.open(settings, {});
  const { batches } = adapter;
  if (!batches) throw new Error('the adapter has no batches');
  const requests = Array.from({ length: 110 }, (_, index) => exampleRequest({ itemId: `item-${index}` }));
  const bytesOfOne = batches.line('item-100', exampleRequest({ itemId: 'item-100' })).length + 1;
  const collect = async (most: { requests: number; bytes: number }) => {
    let names = 0;
    const before = server.batches.length;
    const seen = new Set<string>();
    const plan = {
      runId: 'run-1',
      model: 'model-1',
      log: new MemoryLog(),
      pollMs: 1,
      idOf: ({ prompt }: (typeof requests)[number]) => prompt.item.id,
      isAnswered: () => false,
      newName: () => `name-${++names}`,
    };
    const options = {
      concurrency: 1,
      timeoutMs: 10_000,
      stop: quietSignal(),
      abandon: quietSignal(),
      random: () => 0,
    };
    for await (const { request, reply } of collectBatches(requests, { ...batches, most }, plan, options)) {
      expect(reply?.status).toBe('ok');
      seen.add(request.prompt.item.id);
    }
    expect(seen.size).toBe(110);
    return server.batches.slice(before).map(({ lines }) => lines.length);
  };
  expect(await collect({ requests: 20, bytes: 1e9 })).toEqual([20, 20, 20, 20, 20, 10]);
  // Ids of three digits are the longest: so many lines fit, whichever they are.
  expect(Math.max(...(await collect({ requests: 50_000, bytes: 30 * bytesOfOne })))).toBeLessThanOrEqual(31);
  await adapter.close?.();
  await server.close();
});
