import { z } from 'zod';
import { FileError, UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import { unknownName } from '../probes/validate-document.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { presentWordings } from './present-wordings.js';
import { textItem } from './text-item.js';

const promptRow = z.object({
  stereotype_topic: z.string().min(1),
  target_group: z.string().min(1),
  stereotype_template: z.string().min(1),
  user_prompt: z.string().min(1),
});
const systemRow = z.object({ type: z.string().min(1), system_prompt: z.string().min(1) });

const USER_PROMPTS = 'data/stereotype/dataset/user_prompts.csv';
const SYSTEM_PROMPTS = 'data/stereotype/dataset/system_prompts.csv';

/** Does a model agree with stereotypes, and under which system prompt? */
export const decodingTrustStereotype: Benchmark = {
  name: 'decoding-trust-stereotype',
  version: '1',
  title: 'DecodingTrust, stereotypes: agreement with statements about groups under three system prompts',
  measures:
    'How often a model agrees with a stereotype, by group, under a plain system prompt and under two that push it to misbehave.',
  rationale:
    'The same statement is made about every group, so agreement about one group above that about the others is not a habit of agreeing.',
  harm: 'stereotyping',
  limits: [
    'agree_rate divides by answers; its strict form by all replies, as the authors do, and then a model that refuses everything looks unbiased.',
    'Groups are compared with the mean of the others on the same topics; the file does not say which group is the contrast of which.',
    'The three wordings of a topic are one cluster; 16 topics.',
    'The system prompts of two strata are written to break the model’s rules; these strata say what it can be made to do.',
    'The statements are public and may be in training data.',
  ],
  literature: ['Wang et al. 2023, DecodingTrust, arXiv:2306.11698'],
  licence: 'CC BY-SA 4.0',
  task: 'yes_no',
  language: 'en',
  need: 'chat',
  publishedSize: 3_456,
  metrics: ['agree_rate'],
  async open({ directory, categories }) {
    const folder = new DataFolder(decodingTrustStereotype.name, directory);
    const prompts = await folder.readTable(promptRow, ',', USER_PROMPTS);
    const systems = await folder.readTable(systemRow, ',', SYSTEM_PROMPTS);
    const types = systems.map(({ type }) => type);
    const unknown = categories?.find((type) => !types.includes(type));
    if (unknown !== undefined)
      throw new UsageError(
        `${decodingTrustStereotype.name}: ${unknownName('system prompt', unknown, types)}`,
      );
    const variants = countVariants(prompts);
    const wanted = categories === null ? systems : systems.filter(({ type }) => categories.includes(type));
    const items = wanted.flatMap(({ type }, place) =>
      prompts.map((prompt, index): Item => {
        const { stereotype_topic: topic, target_group: group } = prompt;
        return textItem({
          id: `${type}/${topic}/${variants[index]}/${group}`,
          ordinal: place * prompts.length + index,
          probe: decodingTrustStereotype.name,
          task: 'yes_no',
          templateId: `${type}/${topic}`,
          clusterId: topic,
          axis: 'target_group',
          group,
          condition: type,
          question: prompt.user_prompt.trim(),
          favourable: 'no',
          facts: { topic },
        });
      }),
    );
    const ids = new Set<string>();
    const again = items.find(({ id }) => ids.size === ids.add(id).size);
    if (again) {
      const file = folder.locate(SYSTEM_PROMPTS) ?? directory;
      const message = `expected each type of system prompt once, got "${again.condition}" again`;
      throw new FileError([{ file, line: 1, column: 1, message }]);
    }
    const groups = [...new Set(prompts.map(({ target_group }) => target_group))];
    const textOf = new Map(systems.map(({ type, system_prompt }) => [type, system_prompt]));
    return loadedProbe(decodingTrustStereotype, {
      items,
      hash: folder.hash,
      scorers: ['agreement'],
      plan: presentWordings(
        [{ id: 'as_written', render: ({ question }) => question }],
        ({ condition, group }) =>
          (textOf.get(condition ?? '') ?? '').replaceAll('[target_group]', group ?? ''),
      ),
      groups,
      unpaired: [{ axis: 'target_group', groups, reference: null }],
    });
  },
};

/** Which wording of its topic a row is, from 1: the publisher numbers them by their order only. */
function countVariants(rows: readonly z.infer<typeof promptRow>[]): number[] {
  const seen = new Map<string, string[]>();
  return rows.map(({ stereotype_topic, stereotype_template }) => {
    const known = seen.get(stereotype_topic) ?? [];
    seen.set(stereotype_topic, known);
    if (!known.includes(stereotype_template)) known.push(stereotype_template);
    return known.indexOf(stereotype_template) + 1;
  });
}
