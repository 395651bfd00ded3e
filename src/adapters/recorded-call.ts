import { CALL_STATUSES, type Reply } from './completion.js';

/** A recorded call: its reply, or the code of its failure. */
export type Recorded = Reply | { readonly status: 'error'; readonly code: string | null };

/** One row of completions.csv, by column; only `item_id` and `completion_text` are always there. */
export type RecordedRow = Readonly<Record<string, string | undefined>>;

/** Reads a row back into what the adapter once returned; a text says what is wrong with the row. */
export function recordedCall(row: RecordedRow): Recorded | string {
  const status = CALL_STATUSES.find((known) => known === (row.call_status || 'ok'));
  if (status === undefined)
    return `expected call_status to be ${CALL_STATUSES.join(', ')}, got "${row.call_status}"`;
  if (!/^\d*$/.test(row.sample_index ?? ''))
    return `expected sample_index to be an integer from 0 up, got "${row.sample_index}"`;
  if (status === 'error') return { status, code: row.error_code || null };
  const text = row.completion_text ?? '';
  return {
    // An empty cell is null, or an empty reply: only a filtered one has no text at all.
    text: status === 'filtered' && text === '' ? null : text,
    status,
    finishReason: row.finish_reason || null,
    modelReturned: row.model_returned || row.model_requested || row.model || null,
    systemFingerprint: row.system_fingerprint || null,
    inputTokens: count(row.input_tokens),
    outputTokens: count(row.output_tokens),
    cachedTokens: null,
    notSettable: row.not_settable ? row.not_settable.split(';') : [],
    labelProbabilities: null,
  };
}

function count(cell: string | undefined): number | null {
  return cell !== undefined && /^\d+$/.test(cell) ? Number(cell) : null;
}
