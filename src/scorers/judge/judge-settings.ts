import { AdapterError } from '../../errors.js';
import { requiredModel } from '../required-model.js';
import type { JudgeModel, ScorerContext } from '../scorer-context.js';
import type { ScorerSettings } from '../scorer-factory.js';
import { settingsHash } from '../settings-hash.js';
import { type Rubric, rubricText } from './rubric.js';

/** Keys that say how the judge is reached, not how it judges. */
const REACH = [
  'id',
  'baseURL',
  'apiKeyEnv',
  'timeout',
  'concurrency',
  'rpm',
  'tpm',
  'price_input',
  'price_output',
];

/** Which model judges, and how. */
export interface JudgeSettings {
  /** `adapter:model`. */
  readonly model: string;
  readonly options: Readonly<Record<string, string>>;
  /** Of a scorer that judges by this rubric: holds the model and the hash of the rubric's text and of the settings. */
  version(rubric: Rubric): string;
}

/** How a judge is written behind a scorer's name. */
export function judgeForm(name: string): string {
  return `${name}:adapter:model[?key=value&...] with the keys of a model, for example ${name}:openai:gpt-5-mini`;
}

/** @throws UsageError when no model is named */
export function judgeSettings(settings: ScorerSettings): JudgeSettings {
  const model = requiredModel(settings);
  const options: Readonly<Record<string, string>> = { temperature: '0', ...settings.options };
  const deciding = Object.entries(options)
    .filter(([key]) => !REACH.includes(key))
    .sort();
  return {
    model,
    options,
    version: (rubric) => `1+${model}+${settingsHash([rubricText(rubric), deciding])}`,
  };
}

/** Opens the model and tries it. One that takes no temperature is opened without: there is nothing to pin then.
 *  @throws UsageError, AdapterError */
export async function openJudgeModel(
  context: ScorerContext,
  { model, options }: JudgeSettings,
  tryOut: (judge: JudgeModel) => Promise<void>,
): Promise<JudgeModel> {
  const open = (chosen: Readonly<Record<string, string>>) =>
    context.openModel(`${model}?${new URLSearchParams(chosen)}`);
  const judge = await open(options);
  try {
    await tryOut(judge);
    return judge;
  } catch (error) {
    const isUnsettable = error instanceof AdapterError && error.code === 'unsupported_parameter';
    if (!isUnsettable || options.temperature === 'null') throw error;
    const bare = await open({ ...options, temperature: 'null' });
    await tryOut(bare);
    return bare;
  }
}
