import type { Terminal } from '../../src/cli/terminal.js';

/** A terminal that keeps what it is told. */
export interface QuietTerminal extends Terminal {
  readonly results: string[];
  readonly notes: string[];
}

export function quietTerminal(json: boolean): QuietTerminal {
  const results: string[] = [];
  const notes: string[] = [];
  return {
    json,
    quiet: true,
    colour: false,
    interactive: false,
    results,
    notes,
    result: (text) => void results.push(text),
    note: (text) => void notes.push(text),
  };
}
