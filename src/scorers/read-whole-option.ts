import type { CompiledChoice, OptionForm } from './choice-question.js';
import { dropEnding } from './drop-ending.js';
import { dropArticle } from './find-phrase.js';
import { answered, type ParsedReply, unparsed } from './parsed-reply.js';
import { isUnknownAnswer } from './unknown-phrases.js';

/** A folded reply that is one option's text, or whose first line is (an explanation follows); null otherwise.
 *  A later line that is another option's text makes it `multi`. */
export function readWholeOption(folded: string, choice: CompiledChoice): ParsedReply<number> | null {
  const limit = choice.reach + 40;
  const lines = folded.split('\n', 50);
  const first = lines[0] ?? '';
  if (first.length > limit) return null;
  const chosen = wholeOption(first, choice);
  if (chosen === null) return null;
  if (chosen === 'several') return unparsed('multi');
  const others = lines.slice(1).map((line) => (line.length > limit ? null : wholeOption(line, choice)));
  if (others.some((other) => other !== null && other !== chosen)) return unparsed('multi');
  if (namedOption(first, choice) === null) return answered(chosen, 'unknown_phrase', first);
  return answered(chosen, lines.length === 1 ? 'option_text' : 'option_line', first);
}

function wholeOption(line: string, choice: CompiledChoice): number | 'several' | null {
  return namedOption(line, choice) ?? (isUnknownAnswer(line, choice.language) ? choice.unknownIndex : null);
}

function namedOption(line: string, choice: CompiledChoice): number | 'several' | null {
  const bare = dropEnding(line);
  const key = dropArticle(bare, choice.language);
  const exact = only(choice.forms.filter((form) => form.full === line || form.full === bare));
  if (exact !== null) return exact;
  return only(choice.forms.filter((form) => form.key === key));
}

function only(forms: readonly OptionForm[]): number | 'several' | null {
  const [form] = forms;
  if (form === undefined) return null;
  return forms.every((other) => other.index === form.index) ? form.index : 'several';
}
