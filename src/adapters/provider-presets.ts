/** Parameters of a request that some providers do not take; the names go into the column `not_settable`. */
export type OptionalParameter = 'temperature' | 'top_p' | 'seed' | 'logprobs';

/** What must be known of a provider before the first request. */
export interface ProviderPreset {
  /** Name of the adapter, as in `groq:llama-3.3-70b-versatile`. */
  readonly name: string;
  readonly description: string;
  readonly baseURL: string;
  /** Environment variable of its key; null: it takes none. */
  readonly keyVariable: string | null;
  readonly tokenLimitParameter: 'max_tokens' | 'max_completion_tokens';
  readonly seedParameter: 'seed' | 'random_seed';
  /** Never sent: refused with an error, or dropped in silence. */
  readonly notSettable: readonly OptionalParameter[];
}

/** Names, addresses and variables as each provider documents them; models differ further, and then the server's
 *  own error names the parameter. */
export const PROVIDER_PRESETS = [
  {
    // platform.openai.com/docs/api-reference/chat: max_tokens is deprecated and refused by reasoning models.
    name: 'openai',
    description: 'OpenAI, or any server with its chat completions interface (baseURL)',
    baseURL: 'https://api.openai.com/v1',
    keyVariable: 'OPENAI_API_KEY',
    tokenLimitParameter: 'max_completion_tokens',
    seedParameter: 'seed',
    notSettable: [],
  },
  {
    // docs.ollama.com/api/openai-compatibility: "Supported request fields". 127.0.0.1, since localhost may be ::1.
    name: 'ollama',
    description: 'a local Ollama server',
    baseURL: 'http://127.0.0.1:11434/v1',
    keyVariable: null,
    tokenLimitParameter: 'max_tokens',
    seedParameter: 'seed',
    notSettable: [],
  },
  {
    // docs.vllm.ai, "OpenAI-Compatible Server".
    name: 'vllm',
    description: 'a local vLLM server',
    baseURL: 'http://127.0.0.1:8000/v1',
    keyVariable: null,
    tokenLimitParameter: 'max_tokens',
    seedParameter: 'seed',
    notSettable: [],
  },
  {
    // lmstudio.ai/docs/developer/openai-compat/chat-completions: "Supported payload parameters".
    name: 'lmstudio',
    description: 'a local LM Studio server',
    baseURL: 'http://127.0.0.1:1234/v1',
    keyVariable: null,
    tokenLimitParameter: 'max_tokens',
    seedParameter: 'seed',
    notSettable: ['logprobs'],
  },
  {
    // openrouter.ai/docs/api-reference/parameters: what a model does not take is dropped.
    name: 'openrouter',
    description: 'models of many providers through OpenRouter',
    baseURL: 'https://openrouter.ai/api/v1',
    keyVariable: 'OPENROUTER_API_KEY',
    tokenLimitParameter: 'max_tokens',
    seedParameter: 'seed',
    notSettable: [],
  },
  {
    // docs.together.ai/reference/chat-completions: logprobs is a number there, and its reply has another form.
    name: 'together',
    description: 'Together AI',
    baseURL: 'https://api.together.xyz/v1',
    keyVariable: 'TOGETHER_API_KEY',
    tokenLimitParameter: 'max_tokens',
    seedParameter: 'seed',
    notSettable: ['logprobs'],
  },
  {
    // console.groq.com/docs/openai: "Currently unsupported OpenAI features" lists logprobs and top_logprobs.
    name: 'groq',
    description: 'Groq',
    baseURL: 'https://api.groq.com/openai/v1',
    keyVariable: 'GROQ_API_KEY',
    tokenLimitParameter: 'max_completion_tokens',
    seedParameter: 'seed',
    notSettable: ['logprobs'],
  },
  {
    // docs.mistral.ai/api: random_seed; unknown fields are refused with 422.
    name: 'mistral',
    description: 'Mistral',
    baseURL: 'https://api.mistral.ai/v1',
    keyVariable: 'MISTRAL_API_KEY',
    tokenLimitParameter: 'max_tokens',
    seedParameter: 'random_seed',
    notSettable: ['logprobs'],
  },
  {
    // ai.google.dev/gemini-api/docs/openai: refuses seed as an unknown name; logprobs are not among its parameters.
    name: 'gemini',
    description: 'Gemini through its OpenAI-compatible interface',
    baseURL: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyVariable: 'GEMINI_API_KEY',
    tokenLimitParameter: 'max_tokens',
    seedParameter: 'seed',
    notSettable: ['seed', 'logprobs'],
  },
  {
    // docs.anthropic.com/en/api/openai-sdk: seed and logprobs are ignored.
    name: 'anthropic',
    description: 'Claude through its OpenAI-compatible interface',
    baseURL: 'https://api.anthropic.com/v1',
    keyVariable: 'ANTHROPIC_API_KEY',
    tokenLimitParameter: 'max_tokens',
    seedParameter: 'seed',
    notSettable: ['seed', 'logprobs'],
  },
] as const satisfies readonly ProviderPreset[];
