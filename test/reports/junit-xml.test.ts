import { expect, test } from 'vitest';
import type { Comparison } from '../../src/decisions/comparison.js';
import { missingGate } from '../../src/decisions/missing-gate.js';
import { junitXml } from '../../src/reports/junit-xml.js';

/** A comparison with one undecided gate on a metric and probe of these names. */
function named(metric: string, probe: string, reason: string): Comparison {
  const gate = { metric, group: null, margin: 0.1, ceiling: null };
  const row = missingGate(
    gate,
    { probe, version: '1', model: 'new', modelRef: 'old' },
    { reasonIfNull: 'no_items', reason },
  );
  return {
    baseline: 'a"b',
    candidate: 'c<d',
    matchedItems: 0,
    unmatched: [0, 0],
    rows: [row],
    outcome: 'undecided',
  };
}

/** What an XML 1.0 document may hold: https://www.w3.org/TR/xml/#charsets */
const ALLOWED = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

test('names with quotes, markup, CDATA ends, control characters and line breaks stay text', () => {
  const nasty = `a"b'c<d>&]]>\u0000\u001b[31m\n\t\uFFFF e`;
  const xml = junitXml([named(nasty, nasty, nasty)], 'fail');
  expect(xml).toMatch(ALLOWED);
  // Attributes fold line breaks, so they are written as references; ">" is escaped, so no "]]>" is left.
  expect(xml).not.toContain(']]>');
  expect(xml).toContain('a&quot;b&apos;c&lt;d&gt;&amp;]]&gt;\uFFFD\uFFFD[31m&#10;&#9;\uFFFD e');
  expect(xml).toContain('name="c&lt;d against a&quot;b"');
});

test('half of a surrogate pair, which no encoding has, becomes U+FFFD', () => {
  expect(junitXml([named('m', 'p', 'x\uD800y')], 'fail')).toContain('x\uFFFDy');
});

test('an undecided gate is an error, or skipped where the user lets it pass; never a plain pass', () => {
  expect(junitXml([named('m', 'p', 'why')], 'fail')).toMatch(
    /errors="1" skipped="0".*<error type="undecided"/su,
  );
  expect(junitXml([named('m', 'p', 'why')], 'pass')).toMatch(/errors="0" skipped="1".*<skipped message="/su);
});
