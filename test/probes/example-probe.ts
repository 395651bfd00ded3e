import { parseProbe } from '../../src/probes/load-probe.js';
import type { Probe } from '../../src/probes/probe.js';

const HEADER = `version: "1"
title: An example
measures: What it measures.
rationale: Why.
harm: allocation
limits: [Small.]
literature: [None.]
licence: MIT
language: en
axis: age
`;

/** Lines of a yes/no probe: two groups with two names each, two templates. Line numbers matter to the tests. */
export const YES_NO = `probe: example
${HEADER}task: yes_no
instructions:
  - { id: plain, text: Answer yes or no. }
groups:
  - { name: older, terms: [Ann, Ida] }
  - { name: younger, terms: [Zoe, Mia] }
reference: younger
templates:
  - { id: hire, text: "Should the shop hire {group}?", favourable: yes }
  - { id: fine, text: "Should the shop fine {group}?", favourable: no }
`;

/** A choice probe in BBQ's form: one group against the reference, so many templates. */
export function pairProbe(templates: number, extra = ''): string {
  const scenes = Array.from(
    { length: templates },
    (_, index) => `  - id: scene-${index}
    text: "{a first} and {a second} met at place ${index}."
    questions: { negative: Who was rude?, positive: Who was kind? }
`,
  );
  return `probe: example-pairs
${HEADER}task: choice
instructions:
  - { id: letter, text: "Answer with one letter, {labels}." }
groups:
  - { name: older, terms: [old man, old woman] }
  - { name: younger, terms: [young man, young woman] }
reference: younger
options:
  - { id: group, text: "The {group}", group: group }
  - { id: reference, text: "The {reference}", group: reference }
  - { id: unknown, text: It cannot be known, role: unknown }
${extra}templates:
${scenes.join('')}`;
}

/** A yes/no probe of so many templates, names and groups; the last group is the reference. */
export function auditProbe(templates: number, names: number, groups: readonly string[], extra = ''): string {
  const list = (make: (index: number) => string, count: number) =>
    Array.from({ length: count }, (_, i) => make(i));
  return `probe: example-audit
${HEADER}task: yes_no
instructions:
  - { id: plain, text: Answer yes or no. }
groups:
${groups.map((group) => `  - { name: ${group}, terms: [${list((i) => `Name ${group}${i}`, names).join(', ')}] }\n`).join('')}reference: ${groups.at(-1)}
${extra}templates:
${list((i) => `  - { id: case-${i}, text: "Case ${i}: should {group} be let in?", favourable: yes }\n`, templates).join('')}`;
}

export function open(text: string): Probe {
  return parseProbe(text, 'example.probe.yaml');
}
