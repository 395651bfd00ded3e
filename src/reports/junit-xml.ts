import type { Comparison, ComparisonRow } from '../decisions/comparison.js';
import { describeGate, gateName } from './comparison-cells.js';

/** JUnit XML with one test case a gate, in the part of the format that GitLab, Jenkins and the GitHub readers share:
 *  a failed gate is a failure, an undecided one an error (or skipped, where the user lets it pass).
 *  @param undecided as given to `--undecided` */
export function junitXml(comparisons: readonly Comparison[], undecided: 'fail' | 'pass'): string {
  const suites = comparisons.map((comparison) => suiteOf(comparison, undecided));
  const total = (count: (suite: SuiteText) => number) => suites.reduce((sum, suite) => sum + count(suite), 0);
  const attributes = counts(
    total(({ tests }) => tests),
    total(({ failures }) => failures),
    total(({ errors }) => errors),
    total(({ skipped }) => skipped),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="probity" ${attributes} time="0">`,
    ...suites.map(({ text }) => text),
    '</testsuites>',
    '',
  ].join('\n');
}

interface SuiteText {
  readonly text: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function suiteOf({ baseline, candidate, rows }: Comparison, undecided: 'fail' | 'pass'): SuiteText {
  const gates = rows.filter(({ gate }) => gate !== null);
  const count = (outcome: string) => gates.filter((row) => row.outcome === outcome).length;
  const failures = count('failed');
  const open = count('undecided');
  const [errors, skipped] = undecided === 'fail' ? [open, 0] : [0, open];
  const name = escapeXml(`${candidate} against ${baseline}`);
  const text = [
    `  <testsuite name="${name}" ${counts(gates.length, failures, errors, skipped)} time="0">`,
    ...gates.map((row) => testCase(row, undecided)),
    '  </testsuite>',
  ].join('\n');
  return { text, tests: gates.length, failures, errors, skipped };
}

function counts(tests: number, failures: number, errors: number, skipped: number): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

function testCase(row: ComparisonRow, undecided: 'fail' | 'pass'): string {
  const description = escapeXml(describeGate(row));
  const open = `    <testcase classname="${escapeXml(row.probe)}" name="${escapeXml(gateName(row))}" time="0"`;
  const verdict = escapeXml(row.verdict);
  if (row.outcome === 'failed') {
    return `${open}>\n      <failure type="${verdict}" message="${description}">${description}</failure>\n    </testcase>`;
  }
  if (row.outcome === 'undecided') {
    const inner =
      undecided === 'fail'
        ? `<error type="${verdict}" message="${description}">${description}</error>`
        : `<skipped message="${description}"/>`;
    return `${open}>\n      ${inner}\n    </testcase>`;
  }
  return `${open}>\n      <system-out>${description}</system-out>\n    </testcase>`;
}

/** Text for an element or a quoted attribute. Characters that XML 1.0 cannot hold at all become U+FFFD; line breaks
 *  and tabs, which attributes would fold, become references. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replace(/[\t\n\r]/gu, (character) => `&#${character.charCodeAt(0)};`);
}
