/** Exit codes of the command line. Other people's scripts are written against them. */
export const ExitCode = {
  done: 0,
  gateFailed: 1,
  usage: 2,
  undecided: 3,
  incomplete: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Any failure that probity explains to its user: what was expected, what came, where, what to do. */
export abstract class ProbityError extends Error {
  /** Stable, for scripts and tests; messages may change. */
  abstract readonly code: string;
  abstract readonly exitCode: ExitCode;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A flag, name or combination of inputs that cannot be run. Found before anything is sent. */
export class UsageError extends ProbityError {
  readonly code = 'usage';
  readonly exitCode = ExitCode.usage;
}

/** One mistake in a file that a person wrote. `line` and `column` count from 1. */
export interface FileComplaint {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** All mistakes of one probe, suite or data file, reported at once. */
export class FileError extends ProbityError {
  readonly code = 'file';
  readonly exitCode = ExitCode.usage;
  readonly complaints: readonly FileComplaint[];

  constructor(complaints: readonly FileComplaint[], options?: { cause?: unknown }) {
    super(complaints.map((c) => `${c.file}:${c.line}:${c.column}: ${c.message}`).join('\n'), options);
    this.complaints = complaints;
  }
}

/** What became of a request that brought no completion.
 *  `retryable`: the same request may succeed later. `fatal`: no request to this model can succeed. */
export class AdapterError extends ProbityError {
  readonly exitCode = ExitCode.incomplete;
  readonly code: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly retryable: boolean;
  readonly fatal: boolean;
  /** The server's own wait, in milliseconds; null when it named none. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    details: {
      code: string;
      status?: number | null;
      requestId?: string | null;
      retryable?: boolean;
      fatal?: boolean;
      retryAfterMs?: number | null;
      cause?: unknown;
    },
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.status = details.status ?? null;
    this.requestId = details.requestId ?? null;
    this.retryable = details.retryable ?? false;
    this.fatal = details.fatal ?? false;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/** A run folder that cannot be written or read. */
export class RecordError extends ProbityError {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly path: string;

  constructor(message: string, details: { path: string; code: string; exitCode: ExitCode; cause?: unknown }) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.path = details.path;
    this.code = details.code;
    this.exitCode = details.exitCode;
  }
}
