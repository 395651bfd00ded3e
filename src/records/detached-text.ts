const scratch = Buffer.alloc(1 << 12);

/** A copy that does not keep the chunk of the file alive of which the text is a part. */
export function detached(text: string): string {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 > scratch.length) return Buffer.from(text, 'utf8').toString('utf8');
  return scratch.toString('utf8', 0, scratch.write(text, 'utf8'));
}
