import type { SuiteModel } from '../../suites/suite.js';

/** How many tokens a text is, exactly or about. */
export interface Tokenizer {
  /** For people. */
  readonly name: string;
  count(text: string): number;
}

/** Of English text; the rule of thumb of the providers. */
const CHARACTERS_PER_TOKEN = 4;

export const BY_CHARACTERS: Tokenizer = {
  name: `${CHARACTERS_PER_TOKEN} characters a token`,
  count: (text) => text.length / CHARACTERS_PER_TOKEN,
};

const RANKS = {
  o200k_base: () => import('js-tiktoken/ranks/o200k_base'),
  cl100k_base: () => import('js-tiktoken/ranks/cl100k_base'),
} as const;

/** The tokenizer that all models of a suite share, where it is published (OpenAI's) and the optional package
 *  `js-tiktoken` is installed; otherwise a rule of thumb. */
export async function tokenizerOf(models: readonly SuiteModel[]): Promise<Tokenizer> {
  const [first, ...others] = new Set(models.map(encodingOf));
  if (first === undefined || first === null || others.length > 0) return BY_CHARACTERS;
  try {
    const [{ Tiktoken }, { default: ranks }] = await Promise.all([
      import('js-tiktoken/lite'),
      RANKS[first](),
    ]);
    const encoding = new Tiktoken(ranks);
    // Words of control are text like any other in a prompt.
    return { name: first, count: (text) => encoding.encode(text, [], []).length };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      return { ...BY_CHARACTERS, name: `${BY_CHARACTERS.name}; npm install js-tiktoken to count them` };
    throw error;
  }
}

/** Source: github.com/openai/tiktoken, tiktoken/model.py, prefixes of model names. */
function encodingOf({ adapter, model, baseURL }: SuiteModel): keyof typeof RANKS | null {
  if (adapter !== 'openai' || baseURL !== undefined) return null;
  if (/^(ft:)?(gpt-5|gpt-4\.[15]|gpt-4o|chatgpt-4o|o[134](-|$))/u.test(model)) return 'o200k_base';
  return /^(ft:)?(gpt-4|gpt-3\.5)/u.test(model) ? 'cl100k_base' : null;
}
