import type { Comparison, ComparisonRow } from '../decisions/comparison.js';
import {
  evidenceTitle,
  formatChange,
  formatClusters,
  formatEvidence,
  formatLimit,
  formatP,
  formatVerdict,
  gateName,
  gatesOf,
  OUTCOME_WORDS,
  worstOutcome,
} from './comparison-cells.js';
import { comparisonMatrix } from './comparison-matrix.js';
import { formatFigure, formatShare } from './format-figure.js';
import { markdownTable } from './markdown-table.js';

/** Characters that a pull-request comment may have (GitHub takes 65,536). */
const MAX_LENGTH = 60_000;
/** Rows besides the gates that are worth a reviewer's time. */
const MAX_OTHERS = 20;

const LOOKED_AT_ONCE =
  '<sub>Change is candidate minus baseline over the items that both answered, clustered, with a 90% interval. The p values of the gates are adjusted by Holm, those of other rows by Benjamini and Hochberg.</sub>';
const LOOKED_AT_OFTEN =
  '<sub>Clusters were asked in a random order and looked at one by one. Change is the mean over clusters of candidate minus baseline, with a 90% confidence sequence, which holds whenever one stops. E is the evidence for the verdict: a gate passes at 20, and regresses where e-BH over all gates at 5% says so.</sub>';

const LOOKED_AT_THE_END =
  '<sub>A gate whose evidence is no E is of a figure that a single cluster does not have, such as a ratio. It was looked at once, at the planned end, with a 90% interval; its evidence is the p value, adjusted by Holm and for its share of all gates.</sub>';

/** The comparison for a pull request: verdict first, then the gates, then what would settle the undecided ones, then
 *  what else moved. */
export function comparisonMarkdown(comparisons: readonly Comparison[]): string {
  const gates = gatesOf(comparisons);
  const sections = [
    headline(comparisons, gates),
    comparisons.map(describeRuns).join('\n'),
    gates.length === 0 ? '' : gateTable(gates, comparisons.length > 1),
    comparisonMatrix(comparisons),
    openGates(gates),
    others(comparisons),
    howLookedAt(gates),
  ];
  const text = `${sections.filter((section) => section !== '').join('\n\n')}\n`;
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, text.lastIndexOf('\n', MAX_LENGTH))}\n\n…\n`;
}

function howLookedAt(gates: readonly ComparisonRow[]): string {
  const often = gates.filter(({ sequential }) => sequential).length;
  if (often === 0) return LOOKED_AT_ONCE;
  return often === gates.length ? LOOKED_AT_OFTEN : `${LOOKED_AT_OFTEN}\n\n${LOOKED_AT_THE_END}`;
}

function headline(comparisons: readonly Comparison[], gates: readonly ComparisonRow[]): string {
  const count = (outcome: string) => gates.filter((row) => row.outcome === outcome).length;
  const outcome = worstOutcome(comparisons);
  const parts = (['failed', 'undecided', 'passed'] as const).map((one) => `${count(one)} ${one}`).join(', ');
  return `## Bias gates: ${OUTCOME_WORDS[outcome]}\n\n${gates.length} gates: ${parts}.`;
}

function describeRuns({ baseline, candidate, matchedItems, unmatched }: Comparison): string {
  const [left = 0, right = 0] = unmatched;
  const lost =
    left + right === 0 ? '' : `; ${left} of the baseline and ${right} of the candidate have no partner`;
  return `- \`${code(candidate)}\` against \`${code(baseline)}\`: ${matchedItems} items in both${lost}`;
}

function code(text: string): string {
  return text.replaceAll('`', "'").replace(/\p{Cc}+/gu, ' ');
}

function gateTable(rows: readonly ComparisonRow[], severalPairs: boolean): string {
  return markdownTable(
    [
      { title: 'verdict' },
      { title: 'gate' },
      ...(severalPairs ? [{ title: 'models' }] : []),
      { title: 'baseline', right: true },
      { title: 'candidate', right: true },
      { title: 'change, 90% interval' },
      { title: 'margin', right: true },
      { title: evidenceTitle(rows), right: true },
      { title: 'items / clusters', right: true },
      { title: 'unparsed', right: true },
      { title: 'refused', right: true },
      { title: 'flags' },
    ],
    rows.map((row) => [
      formatVerdict(row),
      gateName(row),
      ...(severalPairs ? [`${row.model} against ${row.modelRef}`] : []),
      ...figures(row),
    ]),
  );
}

function figures(row: ComparisonRow): string[] {
  const { answer, refused, unparsed } = row.replies;
  const replies = answer + refused + unparsed;
  return [
    formatFigure(row.baseline),
    formatFigure(row.candidate),
    formatChange(row),
    formatLimit(row),
    formatEvidence(row),
    `${row.items} / ${formatClusters(row)}`,
    formatShare(unparsed, replies),
    formatShare(refused, replies),
    row.flags.join(' '),
  ];
}

function openGates(gates: readonly ComparisonRow[]): string {
  const open = gates.filter(({ outcome }) => outcome === 'undecided');
  if (open.length === 0) return '';
  const rows = open.map((row) => [
    gateName(row),
    row.reason ?? '',
    row.minimumDetectableEffect === null ? '–' : formatFigure(row.minimumDetectableEffect),
  ]);
  return `### What would settle the undecided\n\n${markdownTable([{ title: 'gate' }, { title: 'why it is open' }, { title: 'smallest change seen at 80% power', right: true }], rows)}`;
}

function others(comparisons: readonly Comparison[]): string {
  const rows = comparisons
    .flatMap((comparison) => comparison.rows)
    .filter(({ gate, denominator }) => gate === null && denominator === 'conditional')
    .filter(({ pAdjusted }) => pAdjusted !== null && pAdjusted <= 0.1)
    .sort((a, b) => (a.pAdjusted ?? 1) - (b.pAdjusted ?? 1));
  if (rows.length === 0) return '';
  const table = markdownTable(
    [
      { title: 'metric' },
      { title: 'baseline', right: true },
      { title: 'candidate', right: true },
      { title: 'change, 90% interval' },
      { title: 'p (BH)', right: true },
    ],
    rows
      .slice(0, MAX_OTHERS)
      .map((row) => [
        gateName(row),
        formatFigure(row.baseline),
        formatFigure(row.candidate),
        formatChange(row),
        formatP(row.pAdjusted),
      ]),
  );
  const more = rows.length > MAX_OTHERS ? `\n\n${rows.length - MAX_OTHERS} more in comparison.csv.` : '';
  return `<details><summary>${rows.length} figures that moved and are no gate</summary>\n\n${table}${more}\n\n</details>`;
}
