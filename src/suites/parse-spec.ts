/** What a SPEC names, before anything is known of its keys. */
export interface Spec {
  readonly name: string;
  /** null when the SPEC has none. */
  readonly model: string | null;
  /** In the order written; a key may stand twice. */
  readonly parameters: readonly (readonly [key: string, text: string])[];
}

/** Reads `name[:model][?key=value&...]`, the form in which models and scorers are named in one word; null when the
 *  text has another form. The model may hold colons: what follows the first one belongs to it.
 *  @example parseSpec('judge_toxicity:openai:gpt-5-mini?seed=1')
 *  // { name: 'judge_toxicity', model: 'openai:gpt-5-mini', parameters: [['seed', '1']] } */
export function parseSpec(spec: string): Spec | null {
  const question = spec.indexOf('?');
  const end = question < 0 ? spec.length : question;
  const colon = spec.slice(0, end).indexOf(':');
  const name = spec.slice(0, colon < 0 ? end : colon);
  const model = colon < 0 ? null : spec.slice(colon + 1, end);
  if (name === '' || model === '') return null;
  return { name, model, parameters: [...new URLSearchParams(spec.slice(end + 1))] };
}
