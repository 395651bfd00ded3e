import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';

/** Room for the answers that are in flight when the disk fills up: a few dozen long ones. */
const RESERVE_BYTES = 256 * 1024;

/** Space on the disk that is held while a run lasts, and given back when the disk is full: answers that are paid for
 *  and under way then still find room. A disk that has not even that much is left alone. */
export class DiskReserve {
  readonly #path: string;
  #isHeld: boolean;

  constructor(path: string) {
    this.#path = path;
    try {
      // Bytes that no file system compresses away.
      writeFileSync(path, randomBytes(RESERVE_BYTES));
      this.#isHeld = true;
    } catch {
      rmSync(path, { force: true });
      this.#isHeld = false;
    }
  }

  /** @returns whether there was something to give back */
  release(): boolean {
    if (!this.#isHeld) return false;
    this.#isHeld = false;
    rmSync(this.#path, { force: true });
    return true;
  }
}
