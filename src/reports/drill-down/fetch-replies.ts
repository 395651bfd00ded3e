import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COMPLETION_COLUMNS } from '../../records/completion-row.js';
import { firstFields, scanRecords, splitRecord } from '../../records/scan-records.js';
import { SCORE_COLUMNS } from '../../records/scores-csv.js';
import { type ClippedText, clipText } from '../visible-text.js';
import { REPLIES_AN_ITEM, type SampledItem, type SampledReply, type SampledSet } from './sampled-set.js';

const completionField = (column: (typeof COMPLETION_COLUMNS)[number]) => COMPLETION_COLUMNS.indexOf(column);
const scoreField = (column: (typeof SCORE_COLUMNS)[number]) => SCORE_COLUMNS.indexOf(column);
/** What tells whether a record is of a drawn item. */
const KEYS_OF_COMPLETION = completionField('item_id') + 1;
const KEYS_OF_SCORE = scoreField('completion_id') + 1;

/** Characters of a text that are shown. */
const KEPT_CHARACTERS = 700;

type Draft = { -readonly [K in keyof SampledReply]: SampledReply[K] };

/** Puts the texts and outcomes of the drawn items beside them, out of completions.csv and scores.csv as they stream by.
 *  @returns false when the run folder has no completions: they were made elsewhere
 *  @throws RecordError when a table cannot be read */
export async function fetchReplies(folder: string, sets: readonly SampledSet[]): Promise<boolean> {
  const completions = join(folder, 'completions.csv');
  if (!existsSync(completions)) return false;
  const items = new Map<string, SampledItem>();
  /** Drawn by (probe, item) whatever the model: the model comes late in a record. */
  const wanted = new Set<string>();
  for (const { probe, items: members } of sets) {
    for (const item of members) {
      items.set(`${item.model}\n${probe}\n${item.itemId}`, item);
      wanted.add(`${probe}\n${item.itemId}`);
    }
  }
  const drafts = await readTexts(completions, wanted, items);
  for (const item of items.values()) item.replies.sort(byPresentation);
  const scores = join(folder, 'scores.csv');
  if (existsSync(scores)) await readOutcomes(scores, drafts);
  return true;
}

async function readTexts(
  path: string,
  wanted: ReadonlySet<string>,
  items: ReadonlyMap<string, SampledItem>,
): Promise<Map<string, Draft>> {
  const drafts = new Map<string, Draft>();
  for await (const batch of scanRecords(path)) {
    for (const record of batch) {
      const keys = firstFields(record, KEYS_OF_COMPLETION);
      const probe = keys[completionField('probe')];
      const itemId = keys[completionField('item_id')];
      if (!wanted.has(`${probe}\n${itemId}`)) continue;
      const fields = splitRecord(record.toString('utf8'));
      const at = (column: (typeof COMPLETION_COLUMNS)[number]) => fields[completionField(column)] ?? '';
      const item = items.get(`${at('model_requested')}\n${probe}\n${itemId}`);
      if (!item || item.replies.length >= REPLIES_AN_ITEM) continue;
      const draft: Draft = {
        completionId: at('completion_id'),
        presentation: at('presentation_id'),
        sample: Number(at('sample_index')),
        prompt: kept(at('prompt_text')),
        completion: kept(at('completion_text')),
        status: at('call_status'),
        outcome: null,
        answer: null,
        label: null,
      };
      item.replies.push(draft);
      drafts.set(draft.completionId, draft);
    }
  }
  return drafts;
}

async function readOutcomes(path: string, drafts: ReadonlyMap<string, Draft>): Promise<void> {
  for await (const batch of scanRecords(path)) {
    for (const record of batch) {
      const id = firstFields(record, KEYS_OF_SCORE)[scoreField('completion_id')] ?? '';
      const draft = drafts.get(id);
      // The first score of a completion is that of the probe's first scorer.
      if (!draft || draft.outcome !== null) continue;
      const fields = splitRecord(record.toString('utf8'));
      const optional = (column: (typeof SCORE_COLUMNS)[number]) => fields[scoreField(column)] || null;
      draft.outcome = optional('parse_outcome');
      draft.answer = optional('answer_canonical') ?? optional('score');
      draft.label = optional('score_label');
    }
  }
}

/** A copy, so that the megabyte around a short text is not kept alive with it. */
function kept(text: string): ClippedText {
  const { text: head, left } = clipText(text, KEPT_CHARACTERS);
  return { text: Buffer.from(head).toString(), left };
}

function byPresentation(a: SampledReply, b: SampledReply): number {
  if (a.presentation !== b.presentation) return a.presentation < b.presentation ? -1 : 1;
  return a.sample - b.sample;
}
