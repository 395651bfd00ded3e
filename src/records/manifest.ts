import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ExitCode, RecordError } from '../errors.js';
import { writeFileAtomically } from './draft-file.js';

const nullable = { text: z.string().nullable(), number: z.number().nullable() };

const listing = z.strictObject({ count: z.int(), examples: z.array(z.string()) });

const manifestSchema = z.strictObject({
  schema_version: z.literal('1'),
  run_id: z.string(),
  suite: z.string(),
  description: z.string(),
  suite_hash: z.string(),
  /** `complete`: every planned request has its outcome, or every gate is decided. */
  status: z.enum(['running', 'complete', 'incomplete', 'interrupted', 'scored']),
  command: z.string(),
  /** What opens the suite again: its file (null: the quickstart) and the flags that changed it. */
  source: z.strictObject({ suite: nullable.text, flags: z.record(z.string(), z.unknown()) }),
  versions: z.strictObject({ probity: z.string(), node: z.string() }),
  seed: z.int(),
  samples: z.int(),
  shard: z.strictObject({ index: z.int(), of: z.int() }).nullable(),
  statistics: z.strictObject({
    confidence: z.number(),
    adjust: z.string(),
    resamples: z.int(),
    interval: z.enum(['by_metric', 'bca']),
  }),
  probes: z.array(
    z.strictObject({
      name: z.string(),
      version: z.string(),
      title: z.string(),
      measures: z.string(),
      harm: z.string(),
      limits: z.array(z.string()),
      licence: z.string(),
      task: z.string(),
      hash: z.string(),
      items: z.int(),
      presentations: z.int(),
      limit: z.int().nullable(),
      reference: nullable.text,
      scorers: z.array(z.string()),
      metrics: z.array(z.string()),
    }),
  ),
  /** What a comparison must know of each metric, so that it needs neither the suite nor its modules. */
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      version: z.string(),
      title: z.string(),
      direction: z.enum(['higher_is_worse', 'lower_is_worse', 'nearer_ideal_is_better']),
      /** null: unbounded. */
      range: z.tuple([nullable.number, nullable.number]),
      ideal: nullable.number,
      /** `mean`: the first of its two sums over the second; `other`: only its own code knows. */
      functional: z.enum(['mean', 'other']),
    }),
  ),
  /** As the suite declares them; what `probity compare` decides on. */
  gates: z.array(
    z.strictObject({
      metric: z.string(),
      group: nullable.text,
      margin: nullable.number,
      ceiling: nullable.number,
    }),
  ),
  /** Of a run that was looked at cluster by cluster; absent: everything was asked. */
  until_decided: z
    .strictObject({
      /** As `RUN#model`. */
      baseline: z.string(),
      /** Of the order in which clusters were asked. */
      order_seed: z.int(),
      gates: z.array(
        z.strictObject({
          probe: z.string(),
          metric: z.string(),
          condition: nullable.text,
          group: nullable.text,
          reference: nullable.text,
          verdict: z.string(),
          stopped_early: z.boolean(),
          clusters_used: z.int(),
          clusters_planned: z.int().nullable(),
        }),
      ),
    })
    .optional(),
  models: z.array(
    z.strictObject({
      id: z.string(),
      adapter: z.string(),
      provider: z.string(),
      model: z.string(),
      host: nullable.text,
      parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      not_settable: z.array(z.string()),
      returned: z.array(z.string()),
      fingerprints: z.array(z.string()),
      price: z
        .strictObject({ input: z.number(), output: z.number(), cachedInput: nullable.number })
        .nullable(),
      requests: z.int(),
      answered: z.int(),
      errors: z.int(),
      input_tokens: nullable.number,
      output_tokens: nullable.number,
      cost_usd: nullable.number,
      /** Why the model stopped before its last request; null when it did not. */
      stopped: nullable.text,
    }),
  ),
  planted: z.array(
    z.strictObject({
      model: z.string(),
      probe: z.string(),
      metric: z.string(),
      group: nullable.text,
      reference: nullable.text,
      value: z.number(),
    }),
  ),
  /** What judges and services of classifiers were asked, by this start of the run and those before it, trials and failed
   *  attempts included; tokens and cost are null where one request's are not told. They count in the run's budget. */
  scorer_calls: z
    .array(
      z.strictObject({
        scorer: z.string(),
        model: z.string(),
        requests: z.int(),
        input_tokens: nullable.number,
        output_tokens: nullable.number,
        cost_usd: nullable.number,
      }),
    )
    .default([]),
  /** Scorers that gave no score to answers: why, how often, and what the first one told. */
  scorer_failures: z
    .array(z.strictObject({ scorer: z.string(), reason: z.string(), count: z.int(), cause: nullable.text }))
    .default([]),
  /** Completions of items that the suite does not have. */
  unknown_items: listing,
  /** Items that completions from elsewhere say nothing of; null for a run, whose requests are counted by model. */
  missing_items: listing.nullable(),
  started_at: z.string(),
  ended_at: nullable.text,
});

/** What a run was: everything needed to read its tables in a year. */
export type Manifest = z.infer<typeof manifestSchema>;

/** @throws RecordError when the disk refuses */
export function writeManifest(folder: string, manifest: Manifest): void {
  writeFileAtomically(join(folder, 'manifest.json'), [`${JSON.stringify(manifest, null, 2)}\n`]);
}

/** @throws RecordError when the folder holds no readable manifest */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json');
  const unreadable = (reason: string, cause: unknown) =>
    new RecordError(`${folder} is not a run folder that can be read: manifest.json ${reason}`, {
      path,
      code: 'unreadable',
      exitCode: ExitCode.usage,
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw unreadable(cause instanceof SyntaxError ? 'is not JSON' : 'is missing', cause);
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success)
    throw unreadable(`does not fit: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`, parsed.error);
  return parsed.data;
}
