import { readFileSync } from 'node:fs';

/** What the system says of a process; `started` null where it says nothing. */
export interface ProcessState {
  /** In clock ticks after boot, so that a number that was given out again is not mistaken for its earlier owner. */
  readonly started: string | null;
  /** Dead, and kept in the table only until its parent asks for it. */
  readonly isZombie: boolean;
}

/** Source: proc(5), fields 3 (state) and 22 (start time) of /proc/PID/stat. */
export function processState(pid: number): ProcessState {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name, which may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { started: fields[19] ?? null, isZombie: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return { started: null, isZombie: false };
  }
}
