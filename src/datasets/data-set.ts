/** One file of a publisher, as it was at the pinned commit. */
export interface PinnedFile {
  /** In the publisher's repository. */
  readonly path: string;
  /** null: not known. */
  readonly bytes: number | null;
  readonly sha256: string;
  /** Its name in a flat folder. */
  readonly flat: string;
}

/** A repository that files come from. */
export interface DataOrigin {
  /** `owner/name`. */
  readonly repository: string;
  /** null: no commit is pinned. */
  readonly commit: string | null;
  readonly files: readonly PinnedFile[];
}

/** Where a data set lives, and how to tell that a copy is the published one. */
export interface DataSet {
  readonly name: string;
  /** Benchmarks that read it. */
  readonly benchmarks: readonly string[];
  readonly licence: string;
  readonly note: string;
  readonly origins: readonly DataOrigin[];
}

const LINE = /^(?<sha256>[0-9a-f]{64}) (?<bytes>\d+|-) (?<path>.+?)(?: \| (?<flat>.+))?$/u;

/** Reads lines of `SHA-256 bytes path[ | flat name]`; bytes may be `-`.
 *  @throws RangeError for another line: the table is ours */
export function pinnedFiles(lines: string): PinnedFile[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const { sha256, bytes, path, flat } = LINE.exec(line)?.groups ?? {};
      if (sha256 === undefined || path === undefined)
        throw new RangeError(`expected a hash, a size and a path, got "${line}"`);
      return {
        path,
        bytes: bytes === '-' ? null : Number(bytes),
        sha256,
        flat: flat ?? path.replace(/^.*\//u, ''),
      };
    });
}

/** Every pinned file of a data set, with its origin. */
export function filesOf({ origins }: DataSet): { readonly origin: DataOrigin; readonly file: PinnedFile }[] {
  return origins.flatMap((origin) => origin.files.map((file) => ({ origin, file })));
}
