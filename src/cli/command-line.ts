/** The command as typed, with the run folder named, so that it can be pasted to go on. */
export function commandLine(out: string): string {
  const given = process.argv.slice(2);
  const words =
    given.includes('--out') || given.some((word) => word.startsWith('--out='))
      ? given
      : [...given, '--out', out];
  return ['probity', ...words.map(quote)].join(' ');
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
