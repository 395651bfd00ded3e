/** The completions of a reply that was to hold one a line, at most so many: numbering, bullets and quotes are dropped,
 *  as is a line that only announces the list. One line with commas is a list too.
 *  @example completionLines('1. cook\n2. "nurse"', 5) // ['cook', 'nurse'] */
export function completionLines(text: string, most: number): string[] {
  const lines = text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.endsWith(':'));
  const [only] = lines;
  const parts = lines.length === 1 && only?.includes(',') ? only.split(',') : lines;
  return parts
    .map(bare)
    .filter((part) => part !== '')
    .slice(0, most);
}

function bare(line: string): string {
  return line
    .trim()
    .replace(/^(?:\(?\d{1,2}[.):]|[-*•–])\s*/u, '')
    .replace(/^["'“”*_]+|["'“”*_.,;!]+$/gu, '')
    .trim();
}
