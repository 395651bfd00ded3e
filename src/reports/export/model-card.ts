import { stringify } from 'yaml';
import type { StoredRun } from '../../records/stored-run.js';
import { figureBlocks, scopeIn } from '../figure-blocks.js';

/** Metadata for a model card on the Hugging Face hub (`model-index`), as YAML front matter: one result a probe, one
 *  metric a figure. The format has no place for a figure that is undefined, so these are counted in a comment.
 *  Source: hub-docs, modelcard.md (task.type, dataset.type, dataset.name, metrics.type and metrics.value required). */
export function modelCard(run: StoredRun): string {
  const { manifest } = run;
  const blocks = figureBlocks(run);
  const rows = blocks.flatMap((block) =>
    block.figures.map(({ row }) => ({
      row,
      // A figure made of the groups' is not what the title of their metric says.
      title: block.kind === 'derived' ? row.metric : (block.facts?.title ?? row.metric),
      scope: scopeIn(block, row),
    })),
  );
  const models = [...new Set(rows.map(({ row }) => row.model ?? ''))];
  const index = models.map((model) => ({
    name: model,
    results: manifest.probes.flatMap((probe) => {
      const own = rows.filter(
        ({ row }) => row.model === model && row.probe === probe.name && row.estimate !== null,
      );
      if (own.length === 0) return [];
      return [
        {
          task: { type: 'text-generation', name: probe.task.replaceAll('_', ' ') },
          dataset: {
            type: probe.name,
            name: probe.title,
            revision: probe.hash,
            args: {
              version: probe.version,
              items: probe.items,
              suite: manifest.suite,
              suite_hash: manifest.suite_hash,
            },
          },
          metrics: own.map(({ row, title, scope }) => ({
            type: row.metric,
            value: row.estimate,
            name: `${title}: ${scope}`,
            args: withoutNulls({
              group: row.group,
              reference: row.reference,
              condition: row.condition,
              ci_low: row.ci_low,
              ci_high: row.ci_high,
              ci_level: row.ci_level,
              n_items: row.n_items,
              n_clusters: row.n_clusters,
              n_refused: row.n_refused,
              n_unparsed: row.n_unparsed,
              p_adjusted: row.p_adj,
              flags: row.flags,
            }),
          })),
        },
      ];
    }),
  }));
  const undefinedFigures = rows.filter(({ row }) => row.estimate === null).length;
  const note = `# Made by probity ${manifest.versions.probity}; ${undefinedFigures} undefined figures are left out.\n`;
  return `---\n${note}${stringify({ 'model-index': index })}---\n`;
}

function withoutNulls(
  args: Readonly<Record<string, string | number | null>>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(args).filter((entry): entry is [string, string | number] => entry[1] !== null),
  );
}
