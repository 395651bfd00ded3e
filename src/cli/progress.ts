import { MultiBar, type SingleBar } from 'cli-progress';
import type { RunEvent } from '../runner/run-event.js';
import type { Terminal } from './terminal.js';

/** Draws a run: a bar for each model on a terminal, a plain line every few seconds elsewhere. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** Where every model stands, one line each. */
  status(): string[];
  end(): void;
}

interface Standing {
  total: number;
  done: number;
  failed: number;
  retries: number;
  costUsd: number;
  readonly start: number;
  readonly doneAtStart: number;
}

const PLAIN_EVERY_MS = 5_000;

export function drawProgress(terminal: Terminal): Progress {
  const models = new Map<string, Standing>();
  const bars = terminal.interactive
    ? new MultiBar({
        format: '  {model} {bar} {value}/{total}  {rate}/s  {left}  {note}',
        barCompleteChar: '█',
        barIncompleteChar: '░',
        barsize: 24,
        hideCursor: true,
        stopOnComplete: false,
        stream: process.stderr,
        fps: 8,
        gracefulExit: false,
      })
    : null;
  const drawn = new Map<string, SingleBar>();
  const ended = new Set<string>();
  let shown = performance.now();
  const line = (id: string, standing: Standing) => `${id}: ${describe(standing)}`;
  return {
    onEvent(event) {
      if (event.type === 'scoring' || event.type === 'limited') return;
      if (event.type === 'started') {
        const { model, total, done } = event;
        models.set(model, {
          total,
          done,
          failed: 0,
          retries: 0,
          costUsd: 0,
          start: performance.now(),
          doneAtStart: done,
        });
        if (done > 0) terminal.note(`${model}: ${done} of ${total} answered before; going on`);
        const bar = bars?.create(total, done, { model, rate: '-', left: '', note: '' });
        if (bar) drawn.set(model, bar);
        return;
      }
      if (event.type === 'uncompressed') {
        const reason = event.cause instanceof Error ? event.cause.message : String(event.cause);
        terminal.note(`${event.part} stays uncompressed: ${reason}`);
        return;
      }
      const standing = models.get(event.model);
      if (!standing) return;
      if (event.type === 'ended') {
        ended.add(event.model);
        // When nothing goes on beside it, the end of the run says so at once.
        if (event.reason !== null && ended.size < models.size) {
          terminal.note(`${event.model}: stopped: ${event.reason}`);
        }
        return;
      }
      if (event.type === 'note') {
        terminal.note(`${event.model}: ${event.text}`);
        return;
      }
      if (event.type === 'retry') standing.retries++;
      else {
        if (event.answered) standing.done++;
        else standing.failed++;
        standing.costUsd += event.costUsd ?? 0;
      }
      drawn.get(event.model)?.update(standing.done, {
        rate: rate(standing).toFixed(0),
        left: timeLeft(standing),
        note: notes(standing),
      });
      if (!bars && performance.now() - shown >= PLAIN_EVERY_MS) {
        shown = performance.now();
        for (const [id, other] of models) terminal.note(line(id, other));
      }
    },
    status: () => [...models].map(([id, standing]) => line(id, standing)),
    end: () => bars?.stop(),
  };
}

function describe(standing: Standing): string {
  const { done, total } = standing;
  const parts = [
    `${done}/${total} answered`,
    `${rate(standing).toFixed(0)} a second`,
    timeLeft(standing),
    notes(standing),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function rate({ done, failed, doneAtStart, start }: Standing): number {
  const seconds = (performance.now() - start) / 1000;
  return seconds > 0 ? (done - doneAtStart + failed) / seconds : 0;
}

function timeLeft(standing: Standing): string {
  const left = standing.total - standing.done - standing.failed;
  const perSecond = rate(standing);
  if (left <= 0 || perSecond <= 0) return '';
  const seconds = Math.ceil(left / perSecond);
  return seconds < 90 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`;
}

function notes({ failed, retries, costUsd }: Standing): string {
  const parts: string[] = [];
  if (retries > 0) parts.push(`${retries} retries`);
  if (failed > 0) parts.push(`${failed} failed`);
  if (costUsd > 0) parts.push(`${costUsd.toFixed(4)} USD`);
  return parts.join(', ');
}
