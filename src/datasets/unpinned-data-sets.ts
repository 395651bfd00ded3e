import type { DataSet } from './data-set.js';

const plain = (
  name: string,
  benchmarks: readonly string[],
  licence: string,
  repository: string,
  note: string,
  commit: string | null = null,
): DataSet => ({ name, benchmarks, licence, note, origins: [{ repository, commit, files: [] }] });

/** Data sets that benchmarks read and whose bytes are not known here: they are listed, and never fetched unchecked. */
export const unpinnedDataSets: readonly DataSet[] = [
  plain(
    'llm-implicit-bias',
    ['implicit-association', 'implicit-decisions', 'explicit-association'],
    'MIT',
    'baixuechunzi/llm-implicit-bias',
    'stimuli/iat_stimuli.csv',
    '76cc0c041ce2142e7634a1f3d7abf8257850df9f',
  ),
  plain(
    'discrim-eval',
    ['discrim-eval'],
    'CC BY 4.0',
    'huggingface.co/datasets/Anthropic/discrim-eval',
    'explicit.jsonl and implicit.jsonl',
  ),
  plain(
    'dialect-prejudice',
    ['matched-guise', 'matched-guise-likelihood'],
    'MIT (code and demonstration pairs)',
    'valentinhofmann/dialect-prejudice',
    'data/pairs and data/attributes; the texts of the paper have to be asked for from their owners',
  ),
  plain(
    'decoding-trust',
    ['decoding-trust-stereotype'],
    'CC BY-SA 4.0',
    'AI-secure/DecodingTrust',
    'data/stereotype/dataset/user_prompts.csv and system_prompts.csv. Offensive text.',
    'c32f0035659913222161ef8a252dbee74e959c6f',
  ),
];
