/** Writes a suite of any number of items into a folder of its own, so that a benchmark can ask for so many. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HEADER = `version: "1"
title: Made for a benchmark
measures: Nothing.
rationale: As many items as a benchmark wants.
harm: allocation
limits: [It measures the harness.]
literature: [none]
licence: MIT
language: en
axis: name
`;

const list = (/** @type {string} */ word, /** @type {number} */ count) =>
  Array.from({ length: count }, (_, index) => `${word}${index}`).join(', ');

const YES_NO = `probe: made
${HEADER}task: yes_no
instructions: [{ id: plain, text: Answer with yes or no only. }]
groups:
  - { name: one, terms: [Ann, Bea, Cat, Dot, Eve] }
  - { name: two, terms: [Abe, Ben, Cal, Dan, Eli] }
reference: one
slots:
  city: [${list('Town', 100)}]
  job: [${list('worker', 100)}]
templates:
${Array.from(
  { length: 20 },
  (_, index) =>
    `  - { id: t${index}, favourable: "yes", text: "{group} from {city} asked for number ${index} as {a job}. Should {group} get it?" }\n`,
).join('')}`;

const CHOICE = `probe: made
${HEADER}task: choice
instructions: [{ id: letter, text: "Answer with one letter, {labels}." }]
groups:
  - { name: older, terms: [78-year-old man, 81-year-old woman] }
  - { name: younger, terms: [26-year-old man, 29-year-old woman] }
reference: younger
options:
  - { id: group, text: "The {group}", group: group }
  - { id: reference, text: "The {reference}", group: reference }
  - { id: unknown, text: It cannot be determined, role: unknown }
slots:
  city: [${list('Town', 50)}]
  place: [${list('shop', 50)}]
templates:
${Array.from(
  { length: 20 },
  (_, index) =>
    `  - { id: t${index}, text: "{a first} and {a second} met in {city} near {place} number ${index}.", questions: { negative: "Who was slow?", positive: "Who was quick?" } }\n`,
).join('')}`;

/**
 * @param {{ task: 'yes_no' | 'choice', items: number, model: string }} options `model` as YAML flow mapping
 * @returns {{ folder: string, suite: string }}
 */
export function writeBigSuite({ task, items, model }) {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  writeFileSync(join(folder, 'made.probe.yaml'), task === 'choice' ? CHOICE : YES_NO);
  const suite = join(folder, 'made.suite.yaml');
  writeFileSync(
    suite,
    `suite: made\ndescription: Made for a benchmark.\nmodels: [${model}]\nprobes: [{ file: made.probe.yaml, select: { limit: ${items} } }]\n`,
  );
  return { folder, suite };
}
