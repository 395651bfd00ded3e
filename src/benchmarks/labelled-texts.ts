import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import { DataFolder } from './data-folder.js';
import { textItem } from './text-item.js';

/** Texts that people have judged, as items whose text is in `question` and whose fact `label` is `harmful` or
 *  `harmless`. */
export interface LabelledTexts {
  readonly items: readonly Item[];
  readonly axis: string;
  readonly groups: readonly string[];
  /** SHA-256 of the file. */
  readonly hash: string;
}

const AXIS = 'target_group';
const HARMFUL = ['1', 'true', 'yes', 'hate', 'hateful', 'toxic', 'harmful', 'negative'];
const HARMLESS = ['0', 'false', 'no', 'neutral', 'nothate', 'not_hate', 'nontoxic', 'not_toxic', 'harmless'];

const labelledRow = z.object({
  text: z.string().min(1),
  group: z.string().min(1),
  label: z
    .string()
    .refine(
      (label) => [...HARMFUL, ...HARMLESS].includes(label.trim().toLowerCase()),
      `expected one of ${HARMFUL.join(', ')} or one of ${HARMLESS.join(', ')}`,
    ),
  cluster_id: z.string().optional(),
});

const toxigenRows = z.array(
  z.object({
    id: z.int(),
    text: z.string(),
    label: z.enum(['hate', 'neutral']),
    target_groups: z.array(z.string()).min(1),
  }),
);

/** Reads a CSV with the columns text, group, label and perhaps cluster_id, or a folder with ToxiGen's file (label rule:
 *  hateful where the mean human score is above 3) or with `labelled.csv`. Without a cluster each text is its own.
 *  @throws UsageError when there is no such file; FileError with the line of every row that does not fit */
export async function readLabelledTexts(path: string): Promise<LabelledTexts> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UsageError(`--data ${path}: there is no such file or folder`);
  if (found.isFile()) return fromTable(new DataFolder('audit-scorer', dirname(path)), basename(path));
  const folder = new DataFolder('audit-scorer', path);
  if (folder.locate('labelled.csv') !== null) return fromTable(folder, 'labelled.csv');
  const rows = await folder.readJson(toxigenRows, 'data/toxiGen.json', 'toxigen_sample.json');
  return collected(
    folder,
    rows.map(({ id, text, label, target_groups }) => ({
      id: String(id),
      text,
      group: target_groups[0] ?? '',
      label: label === 'hate' ? ('harmful' as const) : ('harmless' as const),
      cluster: null,
    })),
  );
}

async function fromTable(folder: DataFolder, file: string): Promise<LabelledTexts> {
  const rows = await folder.readTable(labelledRow, ',', file);
  return collected(
    folder,
    rows.map(({ text, group, label, cluster_id }, index) => ({
      id: String(index + 1),
      text,
      group,
      label: HARMFUL.includes(label.trim().toLowerCase()) ? ('harmful' as const) : ('harmless' as const),
      cluster: cluster_id || null,
    })),
  );
}

interface Row {
  readonly id: string;
  readonly text: string;
  readonly group: string;
  readonly label: 'harmful' | 'harmless';
  readonly cluster: string | null;
}

function collected(folder: DataFolder, rows: readonly Row[]): LabelledTexts {
  const items = rows.map(({ id, text, group, label, cluster }, ordinal) =>
    textItem({
      id: `labelled/${id}`,
      ordinal,
      probe: 'audit-scorer',
      templateId: `${group}/${label}`,
      clusterId: cluster ?? id,
      axis: AXIS,
      group,
      question: text,
      facts: { label },
    }),
  );
  const groups = [...new Set(items.flatMap(({ group }) => group ?? []))].sort();
  return { items, axis: AXIS, groups, hash: folder.hash };
}
