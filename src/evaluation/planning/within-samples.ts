import { UsageError } from '../../errors.js';
import type { StoredCompletion } from '../../records/stored-completion.js';

/** Completions of no more samples than the suite takes: a reply too many would pass for an item of its own, and n
 *  would be too large by as much.
 *  @throws UsageError with the item and what to do */
export async function* withinSamples(
  batches: AsyncIterable<readonly StoredCompletion[]>,
  samples: number,
): AsyncGenerator<readonly StoredCompletion[]> {
  for await (const batch of batches) {
    const beyond = batch.find(({ sampleIndex }) => sampleIndex >= samples);
    if (beyond) {
      throw new UsageError(
        `item ${beyond.itemId} has a completion with sample_index ${beyond.sampleIndex}, and the suite takes ${samples} ${samples === 1 ? 'sample' : 'samples'} (0 to ${samples - 1}); give --samples K, or "samples" in the suite`,
      );
    }
    yield batch;
  }
}
