import { BATCH_PRICE_SHARE, BATCH_WINDOW_HOURS } from '../adapters/batches.js';
import { ASSUMED_LATENCY_SECONDS, planModel } from '../decisions/plan-run.js';
import { type ExitCode as Code, ExitCode } from '../errors.js';
import { measureLoad } from '../evaluation/planning/measure-load.js';
import { planGates } from '../evaluation/planning/plan-gates.js';
import { tokenizerOf } from '../evaluation/planning/tokenizer.js';
import { varianceOfRuns } from '../evaluation/planning/variance-of-runs.js';
import { textTable } from '../reports/text-table.js';
import {
  earlyWarnings,
  leastPowerful,
  powerJson,
  powerTable,
  powerWarnings,
  varianceText,
} from './power-text.js';
import { openSuite, type SuiteFlags } from './suite-options.js';
import type { Terminal } from './terminal.js';

export interface PlanFlags extends SuiteFlags {
  readonly batch?: boolean;
  /** Runs whose variances are taken. */
  readonly from?: readonly string[];
}

/** `probity plan [SUITE]`: sends nothing. */
export async function planCommand(
  path: string | undefined,
  flags: PlanFlags,
  terminal: Terminal,
): Promise<Code> {
  const suite = await openSuite(path, flags);
  const tokenizer = await tokenizerOf(suite.models);
  const loads = measureLoad(suite, tokenizer);
  const plans = suite.models.map(({ id, limits, price }) =>
    planModel(loads, { model: id, price, ...limits, ...(flags.batch && { batch: BATCH }) }),
  );
  const variances = flags.from ? await varianceOfRuns(flags.from, suite) : null;
  const gates = planGates(suite, variances, loads);
  if (terminal.json) {
    terminal.result(
      JSON.stringify({
        suite: suite.name,
        suite_hash: suite.hash,
        probes: loads,
        models: plans,
        gates: gates.map(powerJson),
        variances: varianceText(gates, variances),
      }),
    );
    return ExitCode.done;
  }
  const probes = textTable(
    [
      { title: 'probe' },
      { title: 'items', right: true },
      { title: 'requests', right: true },
      { title: 'tokens in', right: true },
      { title: 'tokens out', right: true },
    ],
    loads.map(({ probe, items, requests, inputTokens, outputTokens }) => [
      probe,
      grouped(items),
      grouped(requests),
      grouped(requests * inputTokens),
      grouped(requests * outputTokens),
    ]),
    terminal.colour,
  );
  const models = textTable(
    [
      { title: 'model' },
      { title: 'requests', right: true },
      { title: 'tokens', right: true },
      { title: 'USD', right: true },
      { title: 'minutes', right: true },
      { title: 'bound by' },
    ],
    plans.map(({ model, requests, inputTokens, outputTokens, usd, minutes, boundBy }) => [
      model,
      grouped(requests),
      grouped(inputTokens + outputTokens),
      usd === null ? 'no price' : usd.toFixed(2),
      minutes < 0.1 ? '< 0.1' : minutes.toFixed(1),
      boundBy,
    ]),
    terminal.colour,
  );
  const shown = suite.gates.length > 0 ? gates : leastPowerful(gates);
  terminal.result(
    [
      probes,
      models,
      powerTable(shown, terminal.colour),
      powerWarnings(gates).join('\n'),
      earlyWarnings(gates).join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  const time = flags.batch
    ? 'a batch ends within its window, mostly much earlier'
    : `time takes ${ASSUMED_LATENCY_SECONDS} s an answer`;
  terminal.note(
    `\n${varianceText(gates, variances)}\nNothing was sent. Tokens are estimates (${tokenizer.name}, short answers); ${time}.`,
  );
  return ExitCode.done;
}

const BATCH = { priceShare: BATCH_PRICE_SHARE, windowHours: BATCH_WINDOW_HOURS };

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}
