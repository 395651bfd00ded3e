import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readLabelledTexts } from '../benchmarks/labelled-texts.js';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { registry } from '../evaluation/registry.js';
import { auditScorer, type ScorerAudit } from '../evaluation/scoring/audit-scorer.js';
import { loadProbe } from '../probes/load-probe.js';
import { formatRow } from '../records/csv-row.js';
import { writeFileAtomically } from '../records/draft-file.js';
import { AUDIT_COLUMNS, auditRow } from '../records/scorer-audit-csv.js';
import { scorerAuditTable } from '../reports/scorer-audit-table.js';
import type { Scorer } from '../scorers/scorer.js';
import { UnknownNameError } from '../suites/bind-metrics.js';
import { ScorerFinder } from '../suites/find-scorer.js';
import { SHIPPED } from './suite-options.js';
import type { Terminal } from './terminal.js';

export interface AuditFlags {
  readonly data: string;
  readonly out: string;
  readonly threshold?: number;
  readonly seed: number;
}

const MENTIONS = 'scorer-audit/neutral-mentions.probe.yaml';
const RESAMPLES = 2_000;

/** `probity audit-scorer NAME --data DIR` */
export async function auditScorerCommand(spec: string, flags: AuditFlags, terminal: Terminal): Promise<Code> {
  const scorer = findScorer(spec);
  const labelled = await readLabelledTexts(flags.data);
  const mentions = await loadProbe(resolve(SHIPPED, MENTIONS));
  const audit = await auditScorer(scorer, labelled, mentions, {
    environment: process.env,
    threshold: flags.threshold ?? null,
    seed: flags.seed,
    resamples: RESAMPLES,
  });
  const file = join(flags.out, 'scorer-audit.csv');
  await mkdir(flags.out, { recursive: true });
  writeFileAtomically(file, [
    formatRow(AUDIT_COLUMNS),
    ...audit.estimates.map((row) => formatRow(auditRow(row, audit.harm, labelled.hash))),
  ]);
  terminal.result(
    terminal.json
      ? JSON.stringify(summary(audit, labelled.hash, file))
      : [
          scorerAuditTable(audit.estimates, terminal.colour, process.stdout.columns),
          '',
          `harm: ${audit.harm.sign < 0 ? '−' : ''}${audit.harm.scoreName}, harmful from ${audit.harm.threshold}`,
          audit.standing.mayGate ? 'may gate' : `exploratory: ${audit.standing.reasons.join('; ')}`,
          `table: ${file}`,
        ].join('\n'),
  );
  return ExitCode.done;
}

function findScorer(spec: string): Scorer {
  try {
    return new ScorerFinder(registry.scorers).find(spec);
  } catch (error) {
    if (error instanceof UnknownNameError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function summary({ scorer, harm, standing, estimates }: ScorerAudit, dataHash: string, file: string) {
  return {
    scorer: scorer.name,
    version: scorer.version,
    harm,
    data_hash: dataHash,
    file,
    standing,
    estimates,
  };
}
