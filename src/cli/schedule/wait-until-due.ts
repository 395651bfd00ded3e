import { setTimeout as wait } from 'node:timers/promises';
import { Cron } from 'croner';
import { UsageError } from '../../errors.js';

/** A laptop that slept, or a clock that was set, is noticed within this time. */
const SLICE_MS = 30_000;

/** Reads a cron expression of five or six fields. Summer time is the time zone's: a time that a day skips is run after
 *  the gap, one that a day has twice is run once.
 *  @throws UsageError saying what is wrong with it */
export function readCron(expression: string, timezone: string | null): Cron {
  try {
    const cron = new Cron(expression, { paused: true, ...(timezone !== null && { timezone }) });
    if (cron.nextRun() === null) throw new UsageError(`--cron "${expression}" never comes`);
    return cron;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(
      `cannot read --cron "${expression}"${timezone === null ? '' : ` in ${timezone}`}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

/** When the next run is due: at once when one or more were missed since the schedule was last served, which are made up
 *  by one run. @returns null when none comes any more */
export function nextDue(cron: Cron, servedUntil: Date, now: Date): Date | null {
  const due = cron.nextRun(servedUntil);
  if (due === null) return null;
  return due <= now ? now : due;
}

/** Waits for a moment of the wall clock.
 *  @returns false when it was stopped */
export async function waitUntil(moment: Date, stop: AbortSignal): Promise<boolean> {
  for (;;) {
    const left = moment.getTime() - Date.now();
    if (left <= 0) return !stop.aborted;
    try {
      await wait(Math.min(left, SLICE_MS), undefined, { signal: stop });
    } catch {
      return false;
    }
  }
}
