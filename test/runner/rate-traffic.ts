import type { RateReading } from '../../src/adapters/rate-reading.js';
import { type RateGate, RateLimiter } from '../../src/runner/rate-limiter.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { quietSignal } from '../adapters/prompt-fixture.js';
import { FakeClock } from './fake-clock.js';

const MINUTE = 60_000;

export interface Traffic {
  readonly perMinute: number;
  /** Of a full bucket. */
  readonly holds: number;
  readonly given?: number;
  /** The limit that headers state, as a share of the true one. */
  readonly states?: number;
  readonly models?: number;
  /** Processes with the same key that know nothing of each other. */
  readonly processes?: number;
  /** Milliseconds after which each next process begins. */
  readonly apart?: number;
  /** They are coordinators of one queue: each hears what became of the others' requests, and all go through it. */
  readonly isQueue?: boolean;
  /** Share that is refused whatever the rate. */
  readonly atRandom?: number;
  readonly minutes?: number;
  /** Times the limit from the second minute on. */
  readonly laterShare?: number;
}

/** A bucket that fills at so many a minute and holds so many. */
function bucket({ perMinute, holds, laterShare = 1 }: Traffic, clock: FakeClock) {
  let level = holds;
  let last = clock.now();
  return () => {
    const rate = clock.now() < MINUTE ? perMinute : perMinute * laterShare;
    level = Math.min(holds, level + ((clock.now() - last) * rate) / MINUTE);
    last = clock.now();
    const isAllowed = level >= 1;
    if (isAllowed) level--;
    return { isAllowed, remaining: Math.floor(level) };
  };
}

/** A queue that lets requests through in turn, at the rate that the coordinators tell it: `shared-rate.ts`. */
function queue(clock: FakeClock, gates: readonly RateGate[]) {
  let free = 0;
  return async () => {
    const [learned = null] = gates.map((gate) => gate.learned);
    free = Math.max(free, clock.now()) + (learned === null ? 0 : MINUTE / (1.02 * learned));
    await new Promise<void>((resolve) => void clock.after(free - clock.now(), resolve));
  };
}

/** Sixteen places a model that send as fast as they may to one server, at a latency of 30 to 60 ms.
 *  @returns what was accepted of each model and in each minute, and the share refused after the first five seconds */
export async function traffic(setting: Traffic) {
  const { perMinute, given = null, states, models = 1, processes = 1, atRandom = 0, minutes = 1 } = setting;
  const { apart = 0, isQueue = false } = setting;
  const clock = new FakeClock();
  const server = bucket(setting, clock);
  const random = mulberry32(1);
  const accepted = Array.from({ length: models * processes }, () => 0);
  const ofMinute = Array.from({ length: minutes }, () => 0);
  let [late, lateRefused] = [0, 0];
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  const gates: RateGate[] = [];
  const throughQueue = queue(clock, gates);
  const send = async (model: number, gate: RateGate, place: number) => {
    await wait(Math.floor(model / models) * apart);
    while (clock.now() < minutes * MINUTE) {
      if (!gate.isOpen) await gate.take(() => 0, quietSignal());
      if (isQueue) await throughQueue();
      await wait(15 + place);
      const { isAllowed: isWithin, remaining } = server();
      const isAllowed = isWithin && random() >= atRandom;
      const requests = { perMinute: (states ?? 0) * perMinute, remaining, resetMs: null };
      const rates: RateReading | undefined = states === undefined ? undefined : { requests, tokens: null };
      // A refusal costs the server no time.
      if (isAllowed) await wait(15 + place);
      if (clock.now() > 5_000) late++;
      for (const other of isQueue ? gates : []) if (other !== gate) other.elsewhere(!isAllowed);
      if (isAllowed) {
        accepted[model] = (accepted[model] ?? 0) + 1;
        const minute = Math.floor(clock.now() / MINUTE);
        ofMinute[minute] = (ofMinute[minute] ?? 0) + 1;
        gate.answered(rates);
      } else {
        if (clock.now() > 5_000) lateRefused++;
        gate.refused(null, rates);
        await wait(50 * place);
      }
    }
  };
  for (let process = 0; process < processes; process++) {
    const account = new RateLimiter({ requestsPerMinute: given, tokensPerMinute: null }, clock);
    for (let model = 0; model < models; model++) {
      const gate = account.gate();
      gates.push(gate);
      for (let place = 0; place < 16; place++) void send(process * models + model, gate, place);
    }
  }
  await clock.advance(minutes * MINUTE);
  const total = accepted.reduce((sum, count) => sum + count, 0);
  return { used: total / (minutes * perMinute), refused: lateRefused / late, accepted, ofMinute };
}
