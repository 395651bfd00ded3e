import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../../records/draft-file.js';

const statusSchema = z.object({
  suite: z.string(),
  cron: z.string().nullable(),
  timezone: z.string().nullable(),
  /** Until when the schedule has been served: nothing due before it is made up. */
  served_until: z.string(),
  /** null: none is under way. */
  running_since: z.string().nullable(),
  next_due: z.string().nullable(),
  last: z
    .object({
      folder: z.string(),
      started_at: z.string(),
      ended_at: z.string(),
      status: z.string(),
      moved: z.int(),
      newly_moved: z.int(),
      problem: z.string().nullable(),
    })
    .nullable(),
});

/** Where a schedule stands, for people and for monitoring. */
export type ScheduleStatus = z.infer<typeof statusSchema>;

const fileOf = (suiteFolder: string) => join(suiteFolder, 'schedule.json');

/** null: this schedule never ran here, or its file is no longer readable. */
export function readStatus(suiteFolder: string): ScheduleStatus | null {
  try {
    return statusSchema.parse(JSON.parse(readFileSync(fileOf(suiteFolder), 'utf8')));
  } catch {
    return null;
  }
}

export function writeStatus(suiteFolder: string, status: ScheduleStatus): void {
  mkdirSync(suiteFolder, { recursive: true });
  writeFileAtomically(fileOf(suiteFolder), [`${JSON.stringify(status, null, 2)}\n`]);
}
