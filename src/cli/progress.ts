import { MultiBar, type SingleBar } from 'cli-progress';
import type { RunEvent } from '../runner/run-event.js';
import { ModelStanding } from './model-standing.js';
import type { Terminal } from './terminal.js';

/** Draws a run: a bar for each model on a terminal, a plain line every few seconds elsewhere. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** Where every model stands, one line each. */
  status(): string[];
  end(): void;
}

const PLAIN_EVERY_MS = 5_000;
const BARS_EVERY_MS = 1_000;

export function drawProgress(terminal: Terminal): Progress {
  const models = new Map<string, ModelStanding>();
  const bars = terminal.interactive ? openBars() : null;
  const drawn = new Map<string, SingleBar>();
  const ended = new Set<string>();
  const draw = (id: string, standing: ModelStanding) => {
    const now = performance.now();
    drawn.get(id)?.update(standing.done, {
      rate: standing.rate(now).toFixed(0),
      left: standing.timeLeft(now),
      note: standing.notes(),
    });
  };
  const status = () => [...models].map(([id, standing]) => `${id}: ${standing.describe(performance.now())}`);
  // By the clock and not by what happens: a run that waits for a limit says so too.
  const timer = setInterval(
    () => {
      if (bars) for (const [id, standing] of models) draw(id, standing);
      else for (const line of status()) terminal.note(line);
    },
    bars ? BARS_EVERY_MS : PLAIN_EVERY_MS,
  ).unref();
  return {
    onEvent(event) {
      if (event.type === 'scoring') {
        clearInterval(timer);
        return;
      }
      if (event.type === 'uncompressed') {
        const reason = event.cause instanceof Error ? event.cause.message : String(event.cause);
        terminal.note(`${event.part} stays uncompressed: ${reason}`);
        return;
      }
      if (event.type === 'started') {
        const { model, total, done } = event;
        models.set(model, new ModelStanding(total, done, performance.now()));
        if (done > 0) terminal.note(`${model}: ${done} of ${total} answered before; going on`);
        const bar = bars?.create(total, done, { model, rate: '-', left: '', note: '' });
        if (bar) drawn.set(model, bar);
        return;
      }
      const standing = models.get(event.model);
      if (!standing) return;
      switch (event.type) {
        case 'ended':
          ended.add(event.model);
          // When nothing goes on beside it, the end of the run says so at once.
          if (event.reason !== null && ended.size < models.size)
            terminal.note(`${event.model}: stopped: ${event.reason}`);
          return;
        case 'note':
          terminal.note(`${event.model}: ${event.text}`);
          return;
        case 'limited':
          standing.limit = event.limit;
          break;
        case 'retry':
          standing.retries++;
          break;
        case 'settled':
          standing.settled(event.answered, event.costUsd, performance.now());
          break;
      }
      if (bars) draw(event.model, standing);
    },
    status,
    end() {
      clearInterval(timer);
      bars?.stop();
    },
  };
}

function openBars(): MultiBar {
  return new MultiBar({
    format: '  {model} {bar} {value}/{total}  {rate}/s  {left}  {note}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    stopOnComplete: false,
    stream: process.stderr,
    fps: 8,
    gracefulExit: false,
  });
}
