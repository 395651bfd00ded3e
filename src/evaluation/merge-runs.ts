import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, RecordError, UsageError } from '../errors.js';
import type { RunResult } from '../evaluate.js';
import { COMPLETION_COLUMNS } from '../records/completion-row.js';
import { formatRow } from '../records/csv-row.js';
import { DraftFile } from '../records/draft-file.js';
import { IdSet } from '../records/id-set.js';
import {
  type LabelProbabilities,
  ProbabilityLog,
  readLabelProbabilities,
} from '../records/label-probabilities.js';
import { type Manifest, writeManifest } from '../records/manifest.js';
import { readTable } from '../records/read-csv.js';
import { lockRunFolder } from '../records/run-lock.js';
import { readCompletions } from '../records/stored-completion.js';
import { wholeRecords } from '../records/whole-records.js';
import { countRequests } from '../runner/list-requests.js';
import type { Suite } from '../suites/suite.js';
import { describeRun } from './describe-run.js';
import { scoreInto } from './scoring/score-into.js';
import type { ScorerAccounts } from './scoring/scorer-accounts.js';

export interface RunPart {
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface MergeResult extends RunResult {
  /** Requests of the suite that no part answered; 0 when the merged run is complete. */
  readonly missing: number;
}

/** Joins parts of one run: proves that they are disjoint and tells whether they are complete. The merged tables are
 *  those of the run that was never split.
 *  @throws UsageError when the parts are not of one run; RecordError when a request was answered in two of them */
export async function mergeRuns(
  suite: Suite,
  parts: readonly RunPart[],
  options: { readonly out: string; readonly command: string; readonly accounts: ScorerAccounts },
): Promise<MergeResult> {
  const [first] = parts;
  if (!first) throw new UsageError('expected at least one run folder');
  for (const { folder, manifest } of parts) {
    if (manifest.run_id === first.manifest.run_id) continue;
    throw new UsageError(
      `${folder} is run ${manifest.run_id}, ${first.folder} is run ${first.manifest.run_id}; only parts of one run (same suite, models and settings) can be merged`,
    );
  }
  const { out, command, accounts } = options;
  await mkdir(out, { recursive: true });
  const release = lockRunFolder(out);
  try {
    const answered = await joinCompletions(parts, join(out, 'completions.csv'));
    const { run_id: runId } = first.manifest;
    accounts.keepIn(out, runId);
    const identity = { runId, suite: suite.name, suiteHash: suite.hash };
    const merged = mergeModels(parts);
    const planned = new Map(
      suite.models.map(({ id, sampling }) => [
        id,
        countRequests({ probes: suite.probes, samples: suite.samples, sampling, shard: null }),
      ]),
    );
    const scored = await scoreInto(out, suite, identity, readCompletions(join(out, 'completions.csv')), {
      presentationsPerItem: 'all',
      probabilities: joinProbabilities(parts, out),
      partial: new Set(
        merged.filter((model) => model.requests < (planned.get(model.id) ?? 0)).map(({ id }) => id),
      ),
    });
    const missing = [...planned.values()].reduce((sum, count) => sum + count, 0) - answered;
    const manifest: Manifest = {
      ...describeRun({
        suite,
        runId,
        command,
        scored,
        accounts,
        source: first.manifest.source,
        status: missing === 0 ? 'complete' : 'incomplete',
        shard: null,
        startedAt: earliest(parts.map((part) => part.manifest.started_at)),
        endedAt: latest(parts.flatMap((part) => part.manifest.ended_at ?? [])),
        models: [],
        stopped: new Map(),
      }),
      models: merged,
      planted: first.manifest.planted,
    };
    writeManifest(out, manifest);
    return { folder: out, manifest, estimates: scored.estimates, comparison: null, missing };
  } finally {
    release();
  }
}

/** Writes the rows of all parts into one file, answers before failures of the same request.
 *  @returns the number of requests answered */
async function joinCompletions(parts: readonly RunPart[], path: string): Promise<number> {
  const status = COMPLETION_COLUMNS.indexOf('call_status');
  const id = COMPLETION_COLUMNS.indexOf('completion_id');
  const answered = new IdSet();
  const failed: string[][] = [];
  const file = new DraftFile(path);
  try {
    file.append(formatRow(COMPLETION_COLUMNS));
    for (const { folder } of parts) {
      const mine = new IdSet();
      let isHeader = true;
      const part = join(folder, 'completions.csv');
      for await (const batch of readTable(part, wholeRecords(part))) {
        for (const record of batch) {
          if (isHeader) isHeader = false;
          else if (record[status] === 'error') failed.push(record);
          else if (mine.add(record[id] ?? '')) {
            if (!answered.add(record[id] ?? '')) throw notDisjoint(folder, record[id] ?? '');
            file.append(formatRecord(record));
          }
        }
      }
    }
    for (const record of failed) if (!answered.has(record[id] ?? '')) file.append(formatRecord(record));
  } catch (error) {
    file.discard();
    throw error;
  }
  file.commit();
  return answered.size;
}

/** Copies what the parts know of label probabilities. */
function joinProbabilities(parts: readonly RunPart[], out: string): LabelProbabilities {
  const log = new ProbabilityLog(out);
  const all = new Map(parts.flatMap(({ folder }) => [...readLabelProbabilities(folder)]));
  const known = readLabelProbabilities(out);
  for (const [id, labels] of all) if (!known.has(id)) log.append(id, labels);
  return all;
}

/** A record as read: an empty field is null, as it was. */
function formatRecord(record: readonly string[]): string {
  return formatRow(record.map((cell) => (cell === '' ? null : cell)));
}

function notDisjoint(folder: string, id: string): RecordError {
  return new RecordError(
    `${folder}: request ${id} was answered in another of the folders too; shards of one run are disjoint, and a run that went on in its own folder needs no merge`,
    { path: folder, code: 'not_disjoint', exitCode: ExitCode.usage },
  );
}

function mergeModels(parts: readonly RunPart[]): Manifest['models'] {
  const [first, ...rest] = parts;
  return (first?.manifest.models ?? []).map((model) => {
    const all = [
      model,
      ...rest.flatMap(({ manifest }) => manifest.models.filter(({ id }) => id === model.id)),
    ];
    const sum = (part: (one: typeof model) => number | null) =>
      all.reduce<number | null>((total, one) => {
        const value = part(one);
        return total === null || value === null ? null : total + value;
      }, 0);
    const union = (part: (one: typeof model) => readonly string[]) => [...new Set(all.flatMap(part))].sort();
    return {
      ...model,
      not_settable: union((one) => one.not_settable),
      returned: union((one) => one.returned),
      fingerprints: union((one) => one.fingerprints),
      requests: sum((one) => one.requests) ?? 0,
      answered: sum((one) => one.answered) ?? 0,
      errors: sum((one) => one.errors) ?? 0,
      input_tokens: sum((one) => one.input_tokens),
      output_tokens: sum((one) => one.output_tokens),
      cost_usd: sum((one) => one.cost_usd),
      stopped: all.find(({ stopped }) => stopped !== null)?.stopped ?? null,
    };
  });
}

// ISO 8601 in UTC sorts as text.
const earliest = (moments: readonly string[]): string => moments.toSorted()[0] ?? '';
const latest = (moments: readonly string[]): string | null => moments.toSorted().at(-1) ?? null;
