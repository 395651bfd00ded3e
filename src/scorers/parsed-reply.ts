export type ParseOutcome = 'answer' | 'refusal' | 'unparsed';

/** What a parser made of one reply. `rule` names the rule that decided, so that a table of rules shows
 *  how much of a result rests on the weaker ones. A reply that fits two readings is `unparsed`, never a guess.
 *  @example parseChoice('(B)', question) // { outcome: 'answer', value: 1, rule: 'bare_label', raw: '(B)' } */
export type ParsedReply<Value> =
  | { readonly outcome: 'answer'; readonly value: Value; readonly rule: string; readonly raw: string }
  | { readonly outcome: 'refusal'; readonly rule: string }
  | { readonly outcome: 'unparsed'; readonly rule: string };

export function unparsed(rule: string): { readonly outcome: 'unparsed'; readonly rule: string } {
  return { outcome: 'unparsed', rule };
}

export function refused(rule: string): { readonly outcome: 'refusal'; readonly rule: string } {
  return { outcome: 'refusal', rule };
}

/** `raw` is the piece of the reply that was read, cut to a length that fits a table cell. */
export function answered<Value>(value: Value, rule: string, raw: string): ParsedReply<Value> {
  return { outcome: 'answer', value, rule, raw: raw.length > 200 ? raw.slice(0, 200) : raw };
}
