import { format } from 'node:util';

/** How the command line speaks: results to stdout, everything else to stderr. The only place that prints. */
export interface Terminal {
  /** Machine-readable result instead of the one for people. */
  readonly json: boolean;
  readonly quiet: boolean;
  /** Colour on stdout. */
  readonly colour: boolean;
  /** Whether stderr is a terminal that can redraw a line. */
  readonly interactive: boolean;
  result(text: string): void;
  note(text: string): void;
}

export interface TerminalFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** `--no-color` makes it false. */
  readonly color?: boolean;
}

/** A reader that has seen enough (`| head`) is no error: the work goes on, and so does its exit code. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

export function openTerminal(flags: TerminalFlags): Terminal {
  const { env } = process;
  const wanted = flags.color !== false && !env.NO_COLOR;
  const quiet = flags.quiet ?? false;
  return {
    json: flags.json ?? false,
    quiet,
    colour: wanted && (process.stdout.isTTY === true || Boolean(env.FORCE_COLOR)),
    interactive: process.stderr.isTTY === true && !env.CI && !quiet,
    result: (text) => {
      process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    note: (text) => {
      if (!quiet) process.stderr.write(`${format('%s', text)}\n`);
    },
  };
}
