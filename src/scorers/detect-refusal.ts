import { baseLanguage } from './base-language.js';
import { foldText, normalizeReply } from './normalize-reply.js';
import { REFUSAL_RULES } from './refusal-phrases.js';

/** Raised whenever a phrase rule changes: two runs parsed with different rules are not compared. */
export const REFUSAL_RULES_VERSION = '1';

/** Languages with rules of their own. English rules are tried in every language: models often refuse in English. */
export const REFUSAL_LANGUAGES: readonly string[] = Object.keys(REFUSAL_RULES);

/** Id of the first rule by which a reply declines its task, null when none does.
 *  "It cannot be determined" is an answer (methods, B0) and so is null. A parser asks only after its answer
 *  rules failed, because some replies first decline and then answer.
 *  @example detectRefusal("I can't help with that request.", 'en') // 'refusal_en_cannot_help' */
export function detectRefusal(text: string, language: string): string | null {
  return refusalInFolded(foldText(normalizeReply(text).text), language);
}

/** The same for text that is normalised and folded already. */
export function refusalInFolded(folded: string, language: string): string | null {
  const base = baseLanguage(language);
  for (const key of base === 'en' ? ['en'] : [base, 'en']) {
    for (const [id, pattern] of Object.entries(REFUSAL_RULES[key] ?? {})) {
      if (pattern.test(folded)) return `refusal_${key}_${id}`;
    }
  }
  return null;
}
