import { collectReplies } from '../runner/collect-replies.js';
import type { Collector } from '../runner/collector.js';

/** Decides how the requests of a run get their replies. */
export function chooseCollector(): Collector {
  return collectReplies;
}
