import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UsageError } from '../errors.js';
import { checkExpansion } from './check-expansion.js';
import { checkProbe } from './check-probe.js';
import { expandProbe } from './expand-probe.js';
import { countPresentations, type PresentationPlan, presentItem } from './present-item.js';
import type { Probe } from './probe.js';
import { type ProbeFile, probeSchema } from './probe-schema.js';
import { sampleItems, sampleOrdinals } from './sample-sets.js';
import { parseTemplate } from './template.js';
import { suggestion, validateDocument } from './validate-document.js';
import { parseYamlDocument } from './yaml-document.js';

/** Scorers and metrics that a task gets when its file names none. */
const DEFAULTS: Readonly<
  Record<ProbeFile['task'], { readonly scorers: readonly string[]; readonly metrics: readonly string[] }>
> = {
  choice: { scorers: ['choice'], metrics: ['stereotype_net'] },
  yes_no: { scorers: ['yes_no'], metrics: ['denial_rate'] },
  rating: { scorers: ['rating'], metrics: ['rating_deficit'] },
  word_sort: { scorers: ['word_sort'], metrics: ['iat_bias'] },
  continuation: {
    scorers: ['vader', 'lexicon'],
    metrics: ['vader_negativity', 'vader_negative_rate', 'lexicon_hit_rate'],
  },
};
const AMBIGUOUS_METRICS = ['bbq_amb_net', 'bbq_acc_amb', 'bbq_s_amb', 'bbq_s_dis'];

/** Reads, checks and opens a probe file.
 *  @throws FileError with every mistake of the file; UsageError when it cannot be read */
export async function loadProbe(path: string): Promise<Probe> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      const beside = await readdir(dirname(path)).catch(() => []);
      throw new UsageError(
        `no probe file "${path}"; expected a *.probe.yaml, or the name of one that ships${suggestion(basename(path), beside)}`,
        { cause },
      );
    }
    throw new UsageError(
      `cannot read probe file ${path}: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
  return parseProbe(text, path);
}

/** Opens a probe from its text; `file` is named in complaints. @throws FileError */
export function parseProbe(text: string, file: string): Probe {
  const probe = validateDocument(parseYamlDocument(text, file), probeSchema, (parsed) => {
    const complaints = checkProbe(parsed);
    // Only a probe that is right so far has items to count.
    return complaints.length > 0 ? complaints : checkExpansion(parsed, expandProbe(parsed));
  });
  const expansion = expandProbe(probe);
  const plan = planOf(probe);
  const ambiguous =
    probe.task === 'choice' && probe.templates.some(({ questions }) => questions !== undefined);
  const defaults = DEFAULTS[probe.task];
  return {
    name: probe.probe,
    version: probe.version,
    title: probe.title,
    measures: probe.measures,
    rationale: probe.rationale,
    harm: probe.harm,
    limits: probe.limits,
    literature: probe.literature,
    licence: probe.licence,
    task: probe.task,
    language: probe.language,
    need: 'chat',
    groups: probe.groups.map(({ name }) => name),
    reference: probe.reference ?? null,
    ...(probe.instructions.length > 1 && { wordings: probe.instructions.map(({ id }) => id) }),
    ...(probe.groups.some(({ factors }) => factors) && {
      factors: Object.fromEntries(probe.groups.map(({ name, factors = {} }) => [name, factors])),
    }),
    ...(probe.crossed_by === 'group' && { members: 'crossed' }),
    scorers: probe.scorers ?? defaults.scorers,
    metrics: probe.metrics ?? (ambiguous ? AMBIGUOUS_METRICS : defaults.metrics),
    hash: createHash('sha256').update(text).digest('hex'),
    size: expansion.size,
    presentationsPerItem: countPresentations(plan, probe.task === 'choice' ? probe.options.length : 0),
    items: (selection) => sampleItems(expansion, selection),
    ordinals: (selection) => sampleOrdinals(expansion, selection),
    find: expansion.find,
    presentations: (item) => presentItem(plan, item),
  };
}

function planOf(probe: ProbeFile): PresentationPlan {
  const options = probe.task === 'choice' ? probe.options.length : 0;
  const alphabet = Array.from({ length: options }, (_, index) => String.fromCharCode(65 + index));
  return {
    orders: probe.task === 'choice' ? probe.orders : 'as_written',
    labels: (probe.task === 'choice' ? probe.labels : undefined) ?? [alphabet],
    system: probe.system ?? null,
    instructions: probe.instructions.map(({ id, text }) => {
      const template = parseTemplate(text);
      return {
        id,
        render: (item, labels) =>
          template.fill(
            new Map([
              ['labels', listed(labels)],
              ['low', String(item.scale?.low ?? '')],
              ['high', String(item.scale?.high ?? '')],
            ]),
          ),
      };
    }),
  };
}

/** @example listed(['A', 'B', 'C']) // 'A, B or C' */
function listed(labels: readonly string[]): string {
  return labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)}`;
}
