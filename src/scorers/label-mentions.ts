import { type CompiledChoice, optionAtStart } from './choice-question.js';

/** Occurrences of one label looked at; keeps a hostile reply linear. */
const MOST_OCCURRENCES = 200;

function* labelPlaces(text: string, label: string): Generator<number> {
  let seen = 0;
  for (let at = text.indexOf(label); at !== -1 && label !== ''; at = text.indexOf(label, at + label.length)) {
    if (++seen > MOST_OCCURRENCES) return;
    if (
      /[\p{L}\p{N}'_]/u.test(text.charAt(at - 1)) ||
      /^[\p{L}\p{N}'_]/u.test(text.slice(at + label.length, at + label.length + 2))
    )
      continue;
    yield at;
  }
}

/** How many labels are set before their options, each on its own line or with its option's text:
 *  the options repeated, or weighed one by one, rather than one chosen. */
export function listedLabels(text: string, choice: CompiledChoice): number {
  return choice.labels.filter((label, index) => {
    for (const at of labelPlaces(text, label)) {
      const rest = text.slice(at + label.length, at + label.length + choice.reach + 20);
      if (!/^[).:\]]/u.test(rest)) continue;
      if (/(?:^|\n)(?:- )?[([]?$/u.test(text.slice(Math.max(0, at - 4), at))) return true;
      if (optionAtStart(rest.replace(/^[).:\]\s]{1,4}/u, '').toLowerCase(), choice)?.index === index)
        return true;
    }
    return false;
  }).length;
}

/** "A and C", "B/C", "both A and B": labels and nothing else; or a list of labelled options. */
export function namesSeveral(text: string, choice: CompiledChoice): boolean {
  if (text.length <= 60) {
    const words = text
      .split(/[\s,;/&+|.()[\]:-]+|\b(?:and|or|both|either)\b/iu)
      .filter((word) => word !== '');
    if (new Set(words).size > 1 && words.every((word) => choice.labels.includes(word))) return true;
  }
  return listedLabels(text, choice) > 1;
}

/** Whether a label other than that of `index` stands in the text, not as an article ("A man"). */
export function namesOther(text: string, choice: CompiledChoice, index: number | null): boolean {
  return choice.labels.some((label, other) => {
    if (other === index) return false;
    for (const at of labelPlaces(text, label)) {
      if (
        !/^ [\p{L}\p{N}]/u.test(text.slice(at + label.length, at + label.length + 3)) ||
        !/^[AIOEY]$|^[a-z]$/u.test(label)
      )
        return true;
    }
    return false;
  });
}

const SECOND_THOUGHT =
  /\b(?:but|or|possibly|maybe|perhaps|wait|actually|correction|instead)\b[\s,:(]{0,3}(?:\w{1,12}[\s,]{1,2}){0,2}\(?$/iu;
const RULED_OUT = /^[)\s]{0,3}(?:is|are|was|would|isn't|wasn't|does|did|can|could)\b(?! also| possible)/iu;

/** "A, but possibly B", "A. Wait, actually B": a second label taken up after the first. */
export function takesBack(text: string, choice: CompiledChoice, index: number): boolean {
  return choice.labels.some((label, other) => {
    if (other === index) return false;
    for (const at of labelPlaces(text, label)) {
      const rest = text.slice(at + label.length, at + label.length + 20);
      const article = /^ [\p{L}\p{N}]/u.test(rest) && /^[AIOEY]$|^[a-z]$/u.test(label);
      if (SECOND_THOUGHT.test(text.slice(Math.max(0, at - 60), at)) && !RULED_OUT.test(rest) && !article)
        return true;
    }
    return false;
  });
}
