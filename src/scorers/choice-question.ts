import { dropArticle, isWholeWords } from './find-phrase.js';
import { foldText, normalizeReply } from './normalize-reply.js';

/** A question as it was shown: `labels[i]` stood before `options[i]`. */
export interface ChoiceQuestion {
  readonly labels: readonly string[];
  readonly options: readonly { readonly text: string; readonly unknown: boolean }[];
  readonly language: string;
}

/** An option as it is looked for in folded text. */
export interface OptionForm {
  readonly index: number;
  readonly full: string;
  /** Without its leading article. */
  readonly key: string;
}

/** What the slower rules need of a question, worked out once. */
export interface CompiledChoice {
  readonly labels: readonly string[];
  readonly language: string;
  /** Longest first: "man" must not be found inside "old man". */
  readonly forms: readonly OptionForm[];
  /** The only unknown option; null when there is none or more than one. */
  readonly unknownIndex: number | null;
  /** "B is the correct one"; the label is group 1. */
  readonly verdict: RegExp;
  /** Longest option, in characters of folded text. */
  readonly reach: number;
}

export function compileChoice(question: ChoiceQuestion): CompiledChoice {
  const forms = question.options.flatMap((option, index) => optionForms(option, index, question.language));
  forms.sort((a, b) => b.key.length - a.key.length || a.index - b.index);
  const labels = question.labels.slice(0, question.options.length);
  const unknowns = question.options.flatMap((option, index) => (option.unknown ? [index] : []));
  const [only] = unknowns;
  return {
    labels,
    verdict: verdictPattern(labels),
    language: question.language,
    forms,
    unknownIndex: only !== undefined && unknowns.length === 1 ? only : null,
    reach: Math.max(0, ...forms.map((form) => form.full.length)),
  };
}

/** How an option may be written, without its place in the question. */
type WrittenForm = Pick<OptionForm, 'full' | 'key'>;

// The options of a template come again in every order and with every filler of its other slots.
const MOST_KEPT = 4_096;
const written = new Map<string, readonly WrittenForm[]>();

function optionForms(
  option: { readonly text: string; readonly unknown: boolean },
  index: number,
  language: string,
): readonly OptionForm[] {
  const key = `${language}\n${option.unknown}\n${option.text}`;
  let forms = written.get(key);
  if (!forms) {
    forms = writtenForms(option, language);
    if (written.size >= MOST_KEPT) written.clear();
    written.set(key, forms);
  }
  return forms.map(({ full, key: bare }) => ({ index, full, key: bare }));
}

/** "Neither / cannot say" may be answered by either half; other slashes belong to the text. */
function writtenForms(
  option: { readonly text: string; readonly unknown: boolean },
  language: string,
): readonly WrittenForm[] {
  const text = foldText(normalizeReply(option.text).text).replace(/[\s.。]{1,9}$/u, '');
  const parts = option.unknown ? text.split(' / ') : [];
  return [text, ...(parts.length > 1 ? parts : [])]
    .filter((full) => full !== '')
    .map((full) => ({ full, key: dropArticle(full, language) }));
}

// Every prompt of a run has one of a few label sets.
const verdicts = new Map<string, RegExp>();

function verdictPattern(labels: readonly string[]): RegExp {
  const key = labels.join('\n');
  const pattern = verdicts.get(key) ?? makeVerdictPattern(labels);
  verdicts.set(key, pattern);
  return pattern;
}

function makeVerdictPattern(labels: readonly string[]): RegExp {
  const names = labels
    .filter((label) => label !== '')
    .map((label) => label.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  if (names.length === 0) return /(?!)/gu;
  return new RegExp(
    `(?<![\\p{L}\\p{N}'])(${names.join('|')})[).:]{0,2} (?:is|would be|seems|appears to be) ` +
      '(?:clearly |definitely |most likely |probably )?(?:the )?(?:more |most |only |best )?' +
      '(?:correct|right|best|answer|likely|appropriate|accurate|plausible)\\b',
    'gu',
  );
}

/** The option a folded text starts with, and where it ends; `several` when two options share that text. */
export function optionAtStart(
  folded: string,
  choice: CompiledChoice,
): { readonly index: number | 'several'; readonly end: number } | null {
  const bare = dropArticle(folded, choice.language);
  const offset = folded.length - bare.length;
  for (const part of ['full', 'key'] as const) {
    const [text, shift] = part === 'full' ? [folded, 0] : [bare, offset];
    const hits = choice.forms.filter(
      (f) => text.startsWith(f[part]) && isWholeWords(text, 0, f[part].length),
    );
    const [first] = hits;
    if (first === undefined) continue;
    const longest = hits.filter((f) => f[part].length === first[part].length);
    return {
      index: longest.every((f) => f.index === first.index) ? first.index : 'several',
      end: shift + first[part].length,
    };
  }
  return null;
}
