import { UsageError } from '../../errors.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A cron expression of five fields as systemd writes times.
 *  @throws UsageError for what systemd cannot say: a day of the month or else one of the week
 *  @example onCalendar('0 3 * * 1-5') // 'Mon,Tue,Wed,Thu,Fri *-*-* 03:00:00' */
export function onCalendar(cron: string): string {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron.trim().split(/\s+/u);
  if (day !== '*' && weekday !== '*')
    throw new UsageError(
      `"${cron}" means a day of the month or one of the week; systemd has no "or": use two schedules`,
    );
  const days = weekday === '*' ? '' : `${weekdays(weekday)} `;
  return `${days}*-${field(month, 1, 12)}-${field(day, 1, 31)} ${field(hour, 0, 23)}:${field(minute, 0, 59)}:00`;
}

/** `*`, or every value of lists, ranges and steps. */
function field(text: string, low: number, high: number): string {
  if (text === '*') return '*';
  return values(text, low, high)
    .map((value) => String(value).padStart(2, '0'))
    .join(',');
}

function weekdays(text: string): string {
  const numbers = text.replace(/[a-z]{3}/giu, (name) =>
    String(DAYS.findIndex((day) => day.toLowerCase() === name.toLowerCase())),
  );
  return [...new Set(values(numbers, 0, 7).map((value) => DAYS[value] ?? ''))].join(',');
}

function values(text: string, low: number, high: number): number[] {
  const all = text.split(',').flatMap((part) => {
    const [, from, to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/u.exec(part) ?? [];
    const first = from === '*' ? low : Number(from);
    const last = from === '*' || (step !== undefined && to === undefined) ? high : Number(to ?? from);
    const by = Number(step ?? 1);
    if (!(first >= low && last <= high && first <= last && by > 0))
      throw new UsageError(`cannot say "${part}" of --cron to systemd`);
    return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
  });
  return [...new Set(all)].sort((a, b) => a - b);
}
