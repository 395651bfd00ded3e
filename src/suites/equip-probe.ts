import type { Metric } from '../metrics/metric.js';
import { orderMetrics } from '../metrics/order-metrics.js';
import { outcomeMetrics } from '../metrics/outcome-metrics.js';
import { inEachWording } from '../metrics/wording-metrics.js';
import type { Probe } from '../probes/probe.js';
import type { WordLists } from '../probes/word-lists.js';
import type { Scorer } from '../scorers/scorer.js';
import { bindMetrics, findByName, UnknownNameError } from './bind-metrics.js';
import type { ScorerFinder } from './find-scorer.js';
import type { SuiteProbe } from './suite.js';

/** What is measured on a probe: its own scorers and metrics, the suite's where they fit, and, where word lists are
 *  given, the metrics of words that these lists are enough for.
 *  @throws UnknownNameError for a name that does not exist, or a metric of words without them */
export function equipProbe(
  { probe, selection }: { readonly probe: Probe; readonly selection: SuiteProbe['selection'] },
  known: {
    readonly scorers: ScorerFinder;
    readonly metrics: readonly Metric[];
    readonly extraScorers: readonly Scorer[];
    readonly extraMetrics: readonly Metric[];
  },
): SuiteProbe {
  const { words } = probe;
  const own = probe.scorers.map((spec) => known.scorers.find(spec));
  const text = words ? [known.scorers.find('text')] : [];
  const scorers = [
    ...new Set([
      ...own,
      ...[...known.extraScorers, ...text].filter(({ tasks }) => tasks.includes(probe.task)),
    ]),
  ];
  const has = (metric: Metric) =>
    metric.scorer === null || scorers.some(({ name }) => name === metric.scorer);
  const named = [
    ...probe.metrics.map((name) => findByName('metric', name, known.metrics)),
    ...known.extraMetrics.filter(has),
  ];
  for (const metric of named) {
    const lack = lackOf(metric, words);
    if (lack !== null) throw new UnknownNameError(`metric "${metric.name}" ${lack}`);
  }
  const ofWords = words
    ? known.metrics.filter((metric) => readsWords(metric) && has(metric) && lackOf(metric, words) === null)
    : [];
  const metrics = [
    ...named,
    ...inWordings(named[0], probe.wordings),
    ...ofWords,
    ...outcomeMetrics,
    ...orderMetrics.filter(has),
  ];
  return { probe, selection, scorers, metrics: bindMetrics([...new Set(metrics)], scorers) };
}

/** A claim that depends on the wording is none (methods B17): the main metric in each. Not of figures that are made of
 *  units, pairs or whole distributions, which have no value of one wording of an item. */
function inWordings(main: Metric | undefined, wordings: readonly string[] = []): Metric[] {
  const isOfItems = main && main.overUnits === null && !main.pair && !main.tally;
  return isOfItems && wordings.length > 1 ? inEachWording(main, wordings) : [];
}

function readsWords({ tally }: Metric): boolean {
  return tally?.wordGroups !== undefined || tally?.needsTargets === true;
}

/** What a metric of words lacks; null when the lists are enough for it, or it reads none. */
function lackOf({ tally }: Metric, words: WordLists | undefined): string | null {
  if (tally?.wordGroups === undefined && !tally?.needsTargets) return null;
  if (!words) return 'reads word lists; give them to the probe (words: FILE, or --words FILE)';
  const groups = words.groups.length;
  if (tally.wordGroups === 'two' && groups !== 2) return `reads two lists of the role group, got ${groups}`;
  if (tally.wordGroups === 'several' && groups < 2)
    return `reads at least two lists of the role group, got ${groups}`;
  if (tally.needsTargets && words.targets.length === 0) return 'reads lists of the role target, got none';
  return null;
}
