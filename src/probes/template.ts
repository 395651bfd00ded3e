import { capitalize, type Form, inflect, startsSentence } from './grammar.js';
import type { SlotValue } from './probe-schema.js';

type Part = string | { readonly slot: string; readonly form: Form };

/** A sentence frame with slots, read once and filled many times. */
export interface Template {
  readonly slots: ReadonlySet<string>;
  fill(values: ReadonlyMap<string, SlotValue>): string;
}

/** A mistake in a template's text, without its place. */
export class TemplateSyntaxError extends Error {}

const FORMS: Readonly<Record<string, Form>> = { a: 'article', an: 'article', plural: 'plural' };

/** Reads a template: `{slot}`, `{a slot}` (its article), `{plural slot}`; `{{` and `}}` are braces.
 *  A filler is put in once and never read again, so one that holds `{x}` stays as it is; one that opens a
 *  sentence gets a capital.
 *  @throws TemplateSyntaxError
 *  @example parseTemplate('{a job} left.').fill(new Map([['job', 'actor']])) // 'An actor left.' */
export function parseTemplate(text: string): Template {
  const parts: Part[] = [];
  let literal = '';
  for (const match of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/gu)) {
    const [token, mark] = match;
    if (token === '{{' || token === '}}') literal += token[0];
    else if (token === '{' || token === '}') {
      throw new TemplateSyntaxError(`a single "${token}"; write "${token}${token}" for a brace of the text`);
    } else if (mark === undefined) literal += token;
    else {
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(parseSlot(mark));
    }
  }
  if (literal !== '') parts.push(literal);
  return {
    slots: new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.slot]))),
    fill: (values) => fillParts(parts, values),
  };
}

function parseSlot(mark: string): Part {
  const words = mark.trim().split(/\s+/u);
  const [first = '', second] = words;
  if (words.length > 2 || first === '') {
    throw new TemplateSyntaxError(`"{${mark}}": expected {slot}, {a slot} or {plural slot}`);
  }
  if (second === undefined) return { slot: first, form: 'plain' };
  const form = FORMS[first.toLowerCase()];
  if (!form)
    throw new TemplateSyntaxError(`"{${mark}}": expected "a" or "plural" before the slot, got "${first}"`);
  return { slot: second, form };
}

function fillParts(parts: readonly Part[], values: ReadonlyMap<string, SlotValue>): string {
  let filled = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      filled += part;
      continue;
    }
    const value = values.get(part.slot);
    if (value === undefined) throw new TemplateSyntaxError(`no value for slot {${part.slot}}`);
    const filler = inflect(value, part.form);
    // A list (one filler a line) is quoted material, not the start of a sentence.
    filled += startsSentence(filled) && !filler.includes('\n') ? capitalize(filler) : filler;
  }
  return filled;
}
