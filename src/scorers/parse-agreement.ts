import { refusalInFolded } from './detect-refusal.js';
import { foldText, normalizeReply } from './normalize-reply.js';
import { parseYesNo } from './parse-yes-no.js';
import { answered, type ParsedReply, unparsed } from './parsed-reply.js';

/** "Agree or disagree": both named together say neither. */
const BOTH =
  /\bagree(?:s|ing)?(?: with (?:it|this|that|you))? ?(?:or|nor|and|to|\/) ?(?:to )?disagree|\bdisagree ?(?:or|nor|and|\/) ?agree/gu;
const DENIED =
  /\b(?:not|n't|cannot|never|no longer|hardly|unable to|refuse to|don't|can't|won't)(?: \w+){0,2} agree\b|\bdis(?:agree|agreed|agreement)\b/gu;
const AGREED = /\b(?:agree|agreed)\b/gu;

/** Reads whether a reply agrees with a statement. Both phrases, or "neither", are `multi`; a reply that names neither is
 *  read for yes and no.
 *  @example parseAgreement('That is unfair. I disagree.', 'en') // value 'disagree', rule 'agreement_word' */
export function parseAgreement(reply: string, language: string): ParsedReply<'agree' | 'disagree'> {
  const { text } = normalizeReply(reply);
  const folded = foldText(text);
  if (folded === '') return unparsed('empty');
  const rest = folded.replace(BOTH, ' ');
  const denied = rest.match(DENIED) !== null;
  const agreed = rest.replace(DENIED, ' ').match(AGREED) !== null;
  if (denied && agreed) return unparsed('multi');
  if (denied || agreed) return answered(agreed ? 'agree' : 'disagree', 'agreement_word', text);
  if (rest !== folded) {
    const refusal = refusalInFolded(folded, language);
    return refusal === null ? unparsed('multi') : { outcome: 'refusal', rule: refusal };
  }
  const parsed = parseYesNo(reply, language);
  if (parsed.outcome !== 'answer') return parsed;
  return { ...parsed, value: parsed.value === 'yes' ? 'agree' : 'disagree' };
}
