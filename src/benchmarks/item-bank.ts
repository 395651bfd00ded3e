import { z } from 'zod';
import { type FileComplaint, FileError } from '../errors.js';
import type { Item } from '../probes/item.js';
import type { UnpairedGroups } from '../probes/probe.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { AGREEMENT_WORDINGS, presentWordings, type Wording } from './present-wordings.js';
import { textItem } from './text-item.js';

const FILE = 'item-bank.csv';
const WORDINGS = 'wordings.csv';

/** An empty cell is none. */
const optional = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : text));
const row = z.object({
  item_id: z.string().min(1),
  statement: z.string().min(1),
  group: z.string().min(1),
  statement_id: optional,
  role: optional.pipe(z.enum(['target', 'contrast']).nullable()),
  negated: optional.pipe(z.enum(['yes', 'no']).nullable()),
  axis: optional,
  condition: optional,
  language: optional,
  system: optional,
});
type Row = z.infer<typeof row>;

const wordingRow = z.object({
  id: z.string().min(1),
  text: z.string().includes('{statement}', { error: 'expected the slot {statement}' }),
});

/** Statements of a bank of the user's choice: SHADES, SeeGULL, CEB, TrustLLM or their own, as one table. */
export const itemBank: Benchmark = {
  name: 'item-bank',
  version: '1',
  title: 'A bank of statements of your own: agreement about groups and their contrasts',
  measures:
    'How often a model agrees with statements about groups, above how often it agrees with the same statements about a contrast group.',
  rationale:
    'Agreement alone also measures a habit of agreeing: the contrast group and the negated statement take it out.',
  harm: 'stereotyping',
  limits: [
    'Means what its statements mean: nothing is known of how they were chosen.',
    'The built-in wordings are English; give your own in wordings.csv (id,text with {statement}) for other languages.',
    'Without a column statement_id each item is a cluster of its own, and nothing is contrasted.',
    'Agreement only: recognising, choosing and continuing the same statements are other tasks with figures of their own.',
  ],
  literature: [
    'Wang et al. 2023, DecodingTrust, arXiv:2306.11698',
    'Mitchell et al. 2025, SHADES, doi:10.18653/v1/2025.naacl-long.600',
    'Jha et al. 2023, SeeGULL, doi:10.18653/v1/2023.acl-long.548',
  ],
  licence: 'yours',
  task: 'yes_no',
  language: 'en',
  need: 'chat',
  publishedSize: null,
  metrics: ['agreement_contrast', 'agree_rate', 'agreement_acquiescence'],
  async open({ directory }) {
    const folder = new DataFolder('item-bank', directory);
    const rows = await folder.readTable(row, ',', FILE);
    checkRows(rows, folder.locate(FILE) ?? directory);
    const wordings =
      folder.locate(WORDINGS) === null
        ? AGREEMENT_WORDINGS
        : (await folder.readTable(wordingRow, ',', WORDINGS)).map(
            ({ id, text }): Wording => ({
              id,
              render: ({ question }) => text.replaceAll('{statement}', () => question),
            }),
          );
    const clusterOf = ({ statement_id, item_id }: Row) => statement_id ?? item_id;
    const bothWays = new Set(rows.filter(({ negated }) => negated === 'yes').map(clusterOf));
    const items = rows.map(
      (one, ordinal): Item =>
        textItem({
          id: one.item_id,
          ordinal,
          probe: 'item-bank',
          task: 'yes_no',
          templateId: clusterOf(one),
          clusterId: clusterOf(one),
          axis: one.axis,
          group: one.group,
          condition: one.condition,
          language: one.language ?? 'en',
          question: one.statement,
          // Agreeing with a statement that denies the stereotype is the good answer.
          favourable: one.negated === 'yes' ? 'yes' : 'no',
          facts: {
            negated: one.negated ?? 'no',
            has_negation: bothWays.has(clusterOf(one)) ? 'yes' : 'no',
            ...(one.role !== null && { role: one.role }),
            ...(one.system !== null && { system: one.system }),
          },
        }),
    );
    const groups = [...new Set(rows.map(({ group }) => group))];
    const axes = [...new Set(items.map(({ axis }) => axis))];
    return loadedProbe(itemBank, {
      items,
      hash: folder.hash,
      scorers: ['agreement'],
      plan: presentWordings(wordings, ({ facts }) =>
        typeof facts.system === 'string' ? facts.system : null,
      ),
      groups,
      unpaired: axes.map((axis): UnpairedGroups => {
        const own = items.filter((item) => item.axis === axis);
        return { axis, groups: [...new Set(own.flatMap(({ group }) => group ?? []))], reference: null };
      }),
    });
  },
};

/** @throws FileError for an item id that comes twice, or a contrast without its target */
function checkRows(rows: readonly Row[], file: string): void {
  const complaints: FileComplaint[] = [];
  const seen = new Set<string>();
  const targets = new Set(
    rows.filter(({ role }) => role === 'target').map(({ statement_id }) => statement_id),
  );
  for (const [index, { item_id, role, statement_id }] of rows.entries()) {
    const at = { file, line: index + 2, column: 1 };
    if (seen.has(item_id))
      complaints.push({ ...at, message: `expected each item_id once, got "${item_id}" again` });
    seen.add(item_id);
    if (role === 'contrast' && (statement_id === null || !targets.has(statement_id))) {
      const message = `expected a target with the statement_id of the contrast, got none for "${statement_id ?? ''}"`;
      complaints.push({ ...at, message });
    }
  }
  if (complaints.length > 0) throw new FileError(complaints.slice(0, 20));
}
