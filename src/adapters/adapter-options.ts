import { UsageError } from '../errors.js';
import type { ModelSettings } from './adapter.js';

type OptionValue = string | number | boolean;

/** Options that an adapter knows: for each the values it takes, or the type of its value. */
type OptionForms = Readonly<Record<string, 'boolean' | 'string' | readonly string[]>>;

/** Refuses options that the adapter does not know: a misspelt one would change nothing, and nobody would notice.
 *  @throws UsageError naming the option and what is allowed */
export function checkOptions(settings: ModelSettings, forms: OptionForms): void {
  const who = `model "${settings.id}"`;
  for (const [name, value] of Object.entries(settings.options)) {
    const form = forms[name];
    if (form === undefined || !Object.hasOwn(forms, name))
      throw new UsageError(
        `${who}: the adapter ${settings.adapter} has no option "${name}"; it has ${Object.keys(forms).join(', ')}`,
      );
    if (!fits(value, form))
      throw new UsageError(
        `${who}: expected the option ${name} to be ${describe(form)}, got ${JSON.stringify(value)}`,
      );
  }
}

/** A command line has only texts: `true` and `false` there are booleans. */
export function booleanOption(settings: ModelSettings, name: string): boolean {
  const value = settings.options[name];
  return value === true || value === 'true';
}

export function textOption(settings: ModelSettings, name: string): string | null {
  const value = settings.options[name];
  return value === undefined ? null : String(value);
}

/** One of the values that `checkOptions` has allowed; null when the option is absent. */
export function choiceOption<T extends string>(
  settings: ModelSettings,
  name: string,
  choices: readonly T[],
): T | null {
  return choices.find((choice) => choice === settings.options[name]) ?? null;
}

function fits(value: OptionValue, form: OptionForms[string]): boolean {
  if (form === 'boolean') return typeof value === 'boolean' || value === 'true' || value === 'false';
  if (form === 'string') return typeof value === 'string' && value !== '';
  return typeof value === 'string' && form.includes(value);
}

function describe(form: OptionForms[string]): string {
  if (form === 'boolean') return 'true or false';
  return form === 'string' ? 'a text' : form.join(' or ');
}
