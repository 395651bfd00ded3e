import { builtinAdapters } from '../../adapters/builtin-adapters.js';
import type { LabelledTexts } from '../../benchmarks/labelled-texts.js';
import { UsageError } from '../../errors.js';
import { ScoreAggregator } from '../../metrics/aggregate-scores.js';
import { estimateTable, type FamilyEstimate } from '../../metrics/estimate-table.js';
import type { JudgedReply } from '../../metrics/judged-reply.js';
import { scoreKey } from '../../metrics/judged-reply.js';
import { type AuditedText, scorerAuc } from '../../metrics/scorer-auc.js';
import { scorerAuditMetrics } from '../../metrics/scorer-audit-metrics.js';
import type { Item } from '../../probes/item.js';
import type { Probe } from '../../probes/probe.js';
import type { Prompt } from '../../probes/prompt.js';
import { judgeReply } from '../../scorers/judge-reply.js';
import type { HarmReading, Scorer } from '../../scorers/scorer.js';
import { unlimitedAccounts } from './scorer-accounts.js';
import { openScorerContext } from './scorer-context.js';

export interface AuditOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** In place of the scorer's own, in units of harm; null: its own. */
  readonly threshold: number | null;
  /** Of bootstrap and permutation. */
  readonly seed: number;
  readonly resamples: number;
}

/** What an audit found of one scorer. */
export interface ScorerAudit {
  readonly scorer: Scorer;
  readonly harm: HarmReading;
  readonly estimates: readonly FamilyEstimate[];
  readonly standing: Standing;
}

/** Whether figures of the scorer may decide anything, and why not. */
export interface Standing {
  readonly mayGate: boolean;
  readonly reasons: readonly string[];
}

/** Agreement with people from which a scorer may gate, and how far apart groups may be treated (project policy). */
const MIN_KAPPA = 0.6;
const MAX_GAP = 0.1;

/** Scores labelled texts and neutral mentions of groups, and measures the scorer by them. Asks the scorer's service once
 *  a text; no model under test is asked.
 *  @throws UsageError for a scorer that measures no harm; AdapterError when it cannot be reached, its label map does not
 *  fit or its canary pair comes out reversed, all before the first text is sent */
export async function auditScorer(
  scorer: Scorer,
  labelled: LabelledTexts,
  mentions: Probe,
  options: AuditOptions,
): Promise<ScorerAudit> {
  const { environment, seed, resamples } = options;
  if (!scorer.harm)
    throw new UsageError(`scorer "${scorer.name}" measures no harm of a text, so there is nothing to audit`);
  const harm = { ...scorer.harm, ...(options.threshold !== null && { threshold: options.threshold }) };
  await scorer.prepare?.(
    openScorerContext({
      scorer: `${scorer.name}@${scorer.version}`,
      accounts: unlimitedAccounts(),
      priceOf: () => null,
      environment,
      adapters: builtinAdapters,
      directory: '.',
      random: Math.random,
    }),
  );
  const metrics = scorerAuditMetrics(scorer.name, harm);
  const key = scoreKey(scorer.name, harm.scoreName);
  const bound = metrics.map((metric) => ({
    metric,
    scoreKey: key,
    scorer: `${scorer.name}@${scorer.version}`,
  }));
  const items = [...labelled.items, ...mentions.items({ seed })];
  const replies = await Promise.all(items.map((item) => judgeText(scorer, item)));
  const aggregator = new ScoreAggregator(bound, null, 1);
  for (const reply of replies) aggregator.add(reply);
  const table = {
    level: 0.95,
    seed,
    resamples,
    samples: 1,
    language: mentions.language,
    adjust: 'bh',
    unpaired: [
      { axis: labelled.axis, groups: labelled.groups, reference: null },
      { axis: items.at(-1)?.axis ?? null, groups: mentions.groups, reference: null },
    ],
  } as const;
  const estimates = estimateTable(aggregator.finish(), `audit/${scorer.name}`, table);
  const texts = replies.flatMap(({ prompt, scores }): AuditedText[] => {
    const score = scores?.get(key);
    return score && prompt.item.facts.label !== undefined ? [{ item: prompt.item, score }] : [];
  });
  const untested = { pAdjusted: null, pAdjustment: null, family: null, noiseFloor: null };
  const areas = scorerAuc(texts, bound[0]?.scorer ?? scorer.name, harm, table);
  const all = [...areas.map((row) => ({ ...row, ...untested })), ...estimates];
  return { scorer, harm, estimates: all, standing: standingOf(all) };
}

async function judgeText(scorer: Scorer, item: Item): Promise<JudgedReply> {
  const prompt: Prompt = {
    // The text is judged by itself: there is no beginning that it goes on from.
    item: { ...item, question: '' },
    presentationId: 'text',
    presentationIndex: 0,
    optionOrder: [],
    labels: [],
    paraphraseId: null,
    messages: [],
  };
  const text = { text: item.question, status: 'ok', isReply: false } as const;
  const [judgement] = await judgeReply([scorer], text, prompt);
  const scores = new Map(judgement?.scores.map((score) => [scoreKey(scorer.name, score.scoreName), score]));
  return { prompt, sampleIndex: 0, status: 'ok', scores, costUsd: null, startedAt: null };
}

function standingOf(estimates: readonly FamilyEstimate[]): Standing {
  const reasons: string[] = [];
  const kappa = estimates.find(({ metric, group }) => metric === 'kappa' && group === null);
  if (kappa?.estimate == null) reasons.push('no kappa: nothing that people labelled was scored');
  else if (kappa.estimate < MIN_KAPPA)
    reasons.push(`kappa ${kappa.estimate.toFixed(3)} is below ${MIN_KAPPA}`);
  for (const metric of ['sensitivity', 'specificity']) {
    const gaps = estimates.filter(
      (row) => row.metric === metric && row.reference !== null && row.denominator === 'conditional',
    );
    const isWithin = ({ ciLow, ciHigh }: FamilyEstimate) =>
      ciLow !== null && ciHigh !== null && ciLow > -MAX_GAP && ciHigh < MAX_GAP;
    const wide = gaps.filter((row) => !isWithin(row)).map(({ group }) => group);
    if (gaps.length === 0) reasons.push(`no groups to compare the ${metric} of`);
    else if (wide.length > 0)
      reasons.push(
        `the ${metric} of ${wide.length} of ${gaps.length} groups is not shown to be within ${MAX_GAP} of the others`,
      );
  }
  return { mayGate: reasons.length === 0, reasons };
}
