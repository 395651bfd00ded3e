const REASONING_TAG = /[<[](\/?)(?:think|thinking|thought|thoughts|reasoning|reflection|scratchpad)[>\]]/gi;
const FINAL_CHANNEL = '<|channel|>final<|message|>';

/** Removes what a model wrote to itself before it answered.
 *  A block that is never closed swallows the rest: the reply was cut before its answer. A closing tag
 *  without an opening one drops all before it, because some chat templates put the opening tag in the prompt.
 *  @example dropReasoning('<think>A? No.</think>B') // 'B' */
export function dropReasoning(reply: string): string {
  let text = reply;
  if (text.includes('<|channel|>')) {
    const final = text.lastIndexOf(FINAL_CHANNEL);
    text = final === -1 ? '' : text.slice(final + FINAL_CHANNEL.length);
  }
  if (!text.includes('<') && !text.includes('[')) return text;
  let kept = '';
  let cursor = 0;
  let open = false;
  for (const tag of text.matchAll(REASONING_TAG)) {
    const end = tag.index + tag[0].length;
    if (tag[1] === '/') {
      if (!open) kept = '';
      open = false;
      cursor = end;
    } else if (!open) {
      kept += text.slice(cursor, tag.index);
      open = true;
    }
  }
  return open ? kept : kept + text.slice(cursor);
}
