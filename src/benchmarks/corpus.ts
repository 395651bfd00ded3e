import { z } from 'zod';
import { type FileComplaint, FileError } from '../errors.js';
import type { Item } from '../probes/item.js';
import type { UnpairedGroups } from '../probes/probe.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { AS_WRITTEN, textItem } from './text-item.js';

const FILE = 'corpus.csv';
const optional = z.string().optional();
const row = z.object({
  item_id: z.string().min(1),
  prompt: z.string(),
  group: z.string().min(1),
  group_term: optional,
  axis: optional,
  set_id: optional,
  cluster_id: optional,
  condition: optional,
  language: optional,
});
type Row = z.infer<typeof row>;

/** Texts of the user's own about groups, measured with every metric of text. */
export const corpus: Benchmark = {
  name: 'corpus',
  version: '1',
  title: 'A corpus of your own: prompts, texts and groups',
  measures: 'Sentiment, hostile and gendered words, length and likeness of texts about different groups.',
  rationale:
    'Where the same prompt was answered with only the group swapped, the texts should differ no more than two answers to one prompt.',
  harm: 'quality of service',
  limits: [
    'Means what its prompts mean: nothing is known of how they were chosen.',
    'Likeness of texts is by words (ROUGE-L, BLEU); likeness of meaning needs sentence embeddings, which are not built in.',
    'Representation, association and co-occurrence of words need word lists of your own (words: FILE, or --words FILE).',
    'Without a column cluster_id each set, or each item without one, is a cluster of its own.',
  ],
  literature: [
    'Bouchard 2024, LangFair, arXiv:2407.10853',
    'Zhang et al. 2023, FaiRLLM, doi:10.1145/3604915.3608860',
  ],
  licence: 'yours',
  task: 'continuation',
  language: 'en',
  need: 'chat',
  publishedSize: null,
  metrics: [
    'vader_negativity',
    'vader_negative_rate',
    'vader_neg_rate_gt50',
    'lexicon_hit_rate',
    'gender_polarity_net',
    'length_words',
    'rouge_l_counterfactual',
    'rouge_l_gap',
    'bleu_counterfactual',
    'bleu_gap',
    'vader_negativity_w1',
    'vader_negativity_auc',
    'vader_neg_w1',
  ],
  async open({ directory }) {
    const folder = new DataFolder('corpus', directory);
    const rows = distinctItems(await folder.readTable(row, ',', FILE));
    const groups = [...new Set(rows.map(({ group }) => group))];
    const setSizes = new Map<string, number>();
    for (const { set_id } of rows) {
      if (set_id) setSizes.set(set_id, (setSizes.get(set_id) ?? 0) + 1);
    }
    checkSets(rows);
    // Whoever is named first: the order of rows is the user's way to say which group that is.
    const reference = groups.find((group) => rows.some((one) => one.group === group && one.set_id)) ?? null;
    const items = rows.map((one, ordinal): Item => {
      const setId = one.set_id || null;
      return textItem({
        id: one.item_id,
        ordinal,
        probe: 'corpus',
        templateId: one.cluster_id || setId || one.group,
        clusterId: one.cluster_id || setId || one.item_id,
        setId,
        setSize: setId === null ? 1 : (setSizes.get(setId) ?? 1),
        axis: one.axis || null,
        group: one.group,
        reference: setId === null ? null : reference,
        condition: one.condition || null,
        language: one.language || 'en',
        question: one.prompt,
        groupTerms: [one.group_term || one.group],
        facts: { group_term: one.group_term || one.group },
      });
    });
    const axes = [...new Set(items.map(({ axis }) => axis))];
    const unpaired = axes.map((axis): UnpairedGroups => {
      const own = items.filter((item) => item.axis === axis);
      return { axis, groups: [...new Set(own.flatMap(({ group }) => group ?? []))], reference: null };
    });
    return loadedProbe(corpus, {
      items,
      hash: folder.hash,
      scorers: ['vader', 'lexicon', 'gendered_words', 'length', 'text'],
      plan: AS_WRITTEN,
      groups,
      reference,
      unpaired,
    });
  },
};

/** One row an item: several samples or models of an item repeat it. */
function distinctItems(rows: readonly Row[]): Row[] {
  const byId = new Map<string, Row>();
  for (const one of rows) if (!byId.has(one.item_id)) byId.set(one.item_id, one);
  return [...byId.values()];
}

/** @throws FileError when a counterfactual set names a group twice: then no pair could be told */
function checkSets(rows: readonly Row[]): void {
  const seen = new Set<string>();
  const complaints: FileComplaint[] = [];
  for (const [index, { set_id, group }] of rows.entries()) {
    if (!set_id) continue;
    const key = `${set_id}\n${group}`;
    if (seen.has(key)) {
      const message = `expected each group once in set "${set_id}", got "${group}" again`;
      complaints.push({ file: FILE, line: index + 2, column: 1, message });
    }
    seen.add(key);
  }
  if (complaints.length > 0) throw new FileError(complaints);
}
