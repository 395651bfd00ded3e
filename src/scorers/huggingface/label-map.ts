import { UsageError } from '../../errors.js';
import type { ScorerSettings } from '../scorer-factory.js';

/** How a checkpoint's outputs become scores. `softmax`: its classes exclude each other; `sigmoid`: each label is a
 *  question of its own. The wrong one gives plausible numbers. */
type OutputFunction = 'softmax' | 'sigmoid';

/** Which labels of a toxicity model mean that a text is toxic. */
export interface ToxicityMap {
  readonly function: OutputFunction;
  readonly toxic: readonly string[];
}

/** Which label of a regard model means what; `other`: the text holds no regard. */
export interface RegardMap {
  readonly function: 'softmax';
  readonly negative: string;
  readonly neutral: string;
  readonly positive: string;
  readonly other: string | null;
}

/** Label maps of well-known checkpoints, each as its model card and configuration state them. */
const TOXICITY_PRESETS: Readonly<Record<string, ToxicityMap>> = {
  'unitary/toxic-bert': { function: 'sigmoid', toxic: ['toxic'] },
  // Nine of its sixteen outputs say which group is mentioned, not that the text is toxic.
  'unitary/unbiased-toxic-roberta': { function: 'sigmoid', toxic: ['toxicity'] },
  's-nlp/roberta_toxicity_classifier': { function: 'softmax', toxic: ['toxic'] },
  'facebook/roberta-hate-speech-dynabench-r4-target': { function: 'softmax', toxic: ['hate'] },
};
const REGARD_PRESETS: Readonly<Record<string, RegardMap>> = {
  'sasha/regardv3': {
    function: 'softmax',
    negative: 'negative',
    neutral: 'neutral',
    positive: 'positive',
    other: 'other',
  },
};

export const TOXICITY_KEYS = ['label', 'function'] as const;
export const REGARD_KEYS = ['negative', 'neutral', 'positive', 'other'] as const;

/** The map that the keys give, else the model's preset. Never guessed: `LABEL_1` says nothing.
 *  @throws UsageError when there is neither */
export function toxicityMap({ name, model, options }: ScorerSettings): ToxicityMap {
  const preset = TOXICITY_PRESETS[model ?? ''];
  const output = options.function ?? preset?.function;
  if (output !== undefined && output !== 'softmax' && output !== 'sigmoid')
    throw new UsageError(`scorer "${name}": expected function to be softmax or sigmoid, got "${output}"`);
  const toxic = options.label === undefined ? preset?.toxic : list(options.label);
  if (output === undefined || toxic === undefined || toxic.length === 0) {
    throw new UsageError(
      `scorer "${name}": no label map is known for "${model}"; give label (those that mean toxic, separated by commas) and function (softmax when its classes exclude each other, sigmoid when each label stands alone); known: ${Object.keys(TOXICITY_PRESETS).join(', ')}`,
    );
  }
  return { function: output, toxic };
}

/** The same for a regard model. @throws UsageError when the keys are incomplete and there is no preset */
export function regardMap({ name, model, options }: ScorerSettings): RegardMap {
  const { negative, neutral, positive, other } = options;
  if (negative !== undefined && neutral !== undefined && positive !== undefined)
    return { function: 'softmax', negative, neutral, positive, other: other ?? null };
  const preset = REGARD_PRESETS[model ?? ''];
  if (preset && REGARD_KEYS.every((key) => options[key] === undefined)) return preset;
  throw new UsageError(
    `scorer "${name}": expected the labels of "${model}" as negative, neutral and positive (and other, if it has that class); known: ${Object.keys(REGARD_PRESETS).join(', ')}`,
  );
}

/** Every label that a map names. */
export function mappedLabels(map: ToxicityMap | RegardMap): string[] {
  if ('toxic' in map) return [...map.toxic];
  return [map.negative, map.neutral, map.positive, ...(map.other === null ? [] : [map.other])];
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');
}
