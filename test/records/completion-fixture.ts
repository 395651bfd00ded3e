import type { Reply } from '../../src/adapters/completion.js';
import { completionRow, type RowContext } from '../../src/records/completion-row.js';
import type { Cell } from '../../src/records/csv-row.js';
import type { Collected } from '../../src/runner/collected.js';
import { exampleRequest } from '../adapters/prompt-fixture.js';

export const CONTEXT: RowContext = {
  runId: 'run-1',
  suite: 'test',
  suiteHash: 'hash',
  provider: 'openai',
  model: 'candidate',
  price: { input: 1, output: 2, cachedInput: null },
};

export function exampleReply(reply: Partial<Reply> = {}): Reply {
  return {
    text: 'A',
    status: 'ok',
    finishReason: 'stop',
    modelReturned: 'candidate-2026',
    systemFingerprint: null,
    inputTokens: 10,
    outputTokens: 5,
    cachedTokens: null,
    notSettable: [],
    labelProbabilities: null,
    ...reply,
  };
}

export function exampleCollected(
  request: Parameters<typeof exampleRequest>[0] = {},
  reply: Partial<Reply> = {},
): Collected & { readonly reply: Reply } {
  return {
    request: exampleRequest(request),
    reply: exampleReply(reply),
    error: null,
    attempts: 1,
    startedAt: new Date('2026-01-02T03:04:05.678Z'),
    latencyMs: 12.4,
    reused: null,
  };
}

/** One row of completions.csv. */
export function exampleRow(itemId: string, text: string, context: Partial<RowContext> = {}): Cell[] {
  return completionRow({ ...CONTEXT, ...context }, exampleCollected({ itemId }, { text }));
}
