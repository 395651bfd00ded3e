/** The body of a chat completion in the form that OpenAI documents; what it says is a function of the prompt. */
export function chatCompletion(request: unknown): object;
