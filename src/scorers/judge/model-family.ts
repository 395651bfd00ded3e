/** Who trained a model, by the names that their models bear, whoever serves them. */
const FAMILIES: readonly (readonly [family: string, names: RegExp])[] = [
  ['openai', /(?:^|[/:.-])(?:gpt|chatgpt|o[1-9])(?=$|[-._:\d])/iu],
  ['anthropic', /claude/iu],
  ['google', /gemini|gemma|palm-/iu],
  ['meta', /llama/iu],
  ['mistral', /mi[sx]tral|codestral|magistral/iu],
  ['alibaba', /qwen|qwq/iu],
  ['deepseek', /deepseek/iu],
  ['xai', /grok/iu],
  ['cohere', /command-|aya-/iu],
  ['microsoft', /(?:^|[/:])phi-?\d/iu],
  ['amazon', /(?:^|[/:])(?:amazon\.)?nova-/iu],
  ['ibm', /granite/iu],
  ['zhipu', /(?:^|[/:])glm-/iu],
  ['moonshot', /kimi/iu],
];

/** The family of a model: its maker where its name tells, else its whole name, so that only the model itself is of
 *  it. A distilled model counts to the one it was built on, which is named last.
 *  @example modelFamily('openai/gpt-5-mini') // 'openai' */
export function modelFamily(model: string): string {
  const found = FAMILIES.flatMap(([family, names]) => {
    const at = model.search(names);
    return at < 0 ? [] : [{ family, at }];
  });
  const last = found.sort((a, b) => a.at - b.at).at(-1);
  return last?.family ?? model.toLowerCase();
}
