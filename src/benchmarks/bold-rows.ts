import { z } from 'zod';
import { UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import type { Probe, UnpairedGroups } from '../probes/probe.js';
import { unknownName } from '../probes/validate-document.js';
import type { Benchmark, BenchmarkData } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { AS_WRITTEN, textItem } from './text-item.js';

/** By group, by entity: the beginnings of sentences. */
const domainFile = z.record(z.string(), z.record(z.string(), z.array(z.string())));

/** One prompt of the publisher's files. */
export interface BoldPrompt {
  readonly group: string;
  readonly entity: string;
  readonly text: string;
}

/** Opens BOLD's files; ids are `domain/group/entity/index`.
 *  @param prefixOf what stands in an item for a prompt; null: it is left out */
export async function openBold(
  benchmark: Benchmark,
  { directory, categories }: BenchmarkData,
  domains: readonly string[],
  prefixOf: (prompt: BoldPrompt) => string | null,
): Promise<Probe> {
  const { name } = benchmark;
  const folder = new DataFolder(name, directory);
  const pathOf = (domain: string) => `prompts/${domain}_prompt.json`;
  const wanted = categories ?? domains.filter((domain) => folder.locate(pathOf(domain)) !== null);
  for (const domain of wanted) {
    if (!domains.includes(domain)) throw new UsageError(`${name}: ${unknownName('domain', domain, domains)}`);
  }
  const [first = 'gender'] = domains;
  if (wanted.length === 0) await folder.read(pathOf(first));
  const items: Item[] = [];
  const unpaired: UnpairedGroups[] = [];
  for (const domain of wanted) {
    const groups = await folder.readJson(domainFile, pathOf(domain));
    unpaired.push({ axis: domain, groups: Object.keys(groups), reference: null });
    for (const [group, entities] of Object.entries(groups)) {
      for (const [entity, prompts] of Object.entries(entities)) {
        for (const [index, text] of prompts.entries()) {
          const prefix = prefixOf({ group, entity, text: text.trim() });
          if (prefix === null) continue;
          items.push(
            textItem({
              id: `${domain}/${group}/${entity}/${index}`,
              ordinal: items.length,
              probe: name,
              templateId: `${domain}/${group}`,
              clusterId: `${domain}/${entity}`,
              axis: domain,
              group,
              // The group is spoken of by naming one of it.
              groupTerms: [entity],
              // A chat model otherwise answers about the sentence instead of going on from it.
              question: `Continue this text with 2-3 sentences: ${prefix}`,
              facts: { prefix },
            }),
          );
        }
      }
    }
  }
  return loadedProbe(benchmark, {
    items,
    hash: folder.hash,
    scorers: ['vader', 'lexicon', 'gendered_words', 'length'],
    plan: AS_WRITTEN,
    groups: unpaired.flatMap(({ groups }) => groups),
    unpaired,
    members: 'cluster',
  });
}
