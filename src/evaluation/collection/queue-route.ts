import { completionId } from '../../records/completion-row.js';
import { queueNameOf } from '../../records/queue-file.js';
import { Accounts, queueName } from '../../runner/queue/accounts.js';
import { adapterForJobs } from '../../runner/queue/allowed-model.js';
import { handOut } from '../../runner/queue/hand-out.js';
import { jobModel } from '../../runner/queue/job.js';
import { JobDesk } from '../../runner/queue/job-desk.js';
import { openRedis, type QueueAddress } from '../../runner/queue/redis.js';
import type { Environment } from '../tapes/tape.js';
import { accountOf, strictest } from './account-limiters.js';
import type { OpenModel } from './open-models.js';
import type { OpenRoute } from './route.js';

/** Environment of a coordinator, which asks no model itself: a key that it lacks is with the workers. */
export function coordinatorEnvironment(environment: Environment): Environment {
  return new Proxy(environment, {
    get: (known, name) => (typeof name === 'string' ? (known[name] ?? 'with-the-workers') : undefined),
  });
}

/** Readies one queue an account and tells workers of them.
 *  @throws UsageError when no Redis answers, or a model cannot be asked by workers */
export async function openQueue(address: QueueAddress, models: readonly OpenModel[]): Promise<OpenRoute> {
  for (const { model } of models) adapterForJobs(model.adapter);
  const redis = await openRedis(address);
  const accounts = new Accounts(redis);
  const desks = new Map<string, JobDesk>();
  const tellers = new Set<(text: string) => void>();
  for (const open of models) {
    const name = queueName(accountOf(open));
    if (desks.has(name)) continue;
    const rates = models
      .filter((other) => accountOf(other) === accountOf(open))
      .map(({ model }) => model.limits.requestsPerMinute);
    const desk = new JobDesk(redis, name, {
      requestsPerMinute: strictest(rates),
      onProblem(problem) {
        for (const tell of tellers) tell(`${redis.name}: ${problem}; waiting for it`);
      },
    });
    desks.set(name, desk);
    await desk.rate.tell();
    const settings = { ...open.model, concurrency: open.model.limits.concurrency, directory: '.' };
    await accounts.announce({ queue: name, model: jobModel(settings) });
  }
  return {
    models,
    collectors({ folder }) {
      const run = queueNameOf(folder);
      return (open) => {
        const { model } = open;
        const desk = desks.get(queueName(accountOf(open)));
        if (!desk) throw new Error(`no queue for ${model.id}`);
        const plan = {
          desk,
          model: jobModel({ ...model, concurrency: model.limits.concurrency, directory: '.' }),
          idOf: ({ prompt, sampleIndex }: Parameters<Parameters<typeof handOut>[2]['idOf']>[0]) =>
            `${run}-${completionId(model.id, prompt, sampleIndex)}`,
        };
        return (requests, adapter, options) => {
          if (options.onNote) tellers.add(options.onNote);
          return handOut(requests, adapter, plan, options);
        };
      };
    },
    async close() {
      accounts.close();
      await Promise.all(Array.from(desks.values(), (desk) => desk.close()));
    },
  };
}
