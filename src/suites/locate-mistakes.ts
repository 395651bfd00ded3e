import { type FileComplaint, FileError } from '../errors.js';
import type { Path, YamlDocument } from '../probes/yaml-document.js';
import { UnknownNameError } from './bind-metrics.js';
import { PathError } from './load-modules.js';

/** Gives mistakes that are found while a suite is opened their place in its file. */
export class MistakeLocator {
  readonly #document: YamlDocument;

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  /** Does the work that the value at `path` asks for.
   *  @throws FileError for an unknown name or a path that cannot be followed */
  async at<Result>(path: Path, work: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PathError || error instanceof UnknownNameError)) throw error;
      throw this.mistake(path, error.message, error);
    }
  }

  /** Does the work of every entry of a list, and tells the mistakes of all of them at once.
   *  @param path of an entry by its index
   *  @throws FileError */
  async each<Entry, Result>(
    entries: readonly Entry[],
    path: (index: number) => Path,
    work: (entry: Entry, index: number) => Result | Promise<Result>,
  ): Promise<Result[]> {
    const complaints: FileComplaint[] = [];
    const results: Result[] = [];
    for (const [index, entry] of entries.entries()) {
      try {
        results.push(await this.at(path(index), () => work(entry, index)));
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        complaints.push(...error.complaints);
      }
    }
    if (complaints.length > 0) throw new FileError(complaints);
    return results;
  }

  mistake(path: Path, message: string, cause?: unknown): FileError {
    return new FileError([this.#document.locate({ path, message })], { cause });
  }
}
