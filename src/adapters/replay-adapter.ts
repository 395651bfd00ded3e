import { resolve } from 'node:path';
import { AdapterError } from '../errors.js';
import { type Adapter, type AdapterDefinition, defineAdapter, type Request } from './adapter.js';
import { checkOptions, textOption } from './adapter-options.js';

/** Completions that were paid for earlier, from a file: a model that costs nothing and always says the same. */
export const replayAdapter: AdapterDefinition = defineAdapter({
  name: 'replay',
  description: 'completions from a CSV file, as in replay:completions.csv',
  open: async (settings) => {
    checkOptions(settings, { model: 'string' });
    const path = resolve(settings.directory, settings.model);
    const { readRecordedCompletions } = await import('./recorded-completions.js');
    const recorded = await readRecordedCompletions(path, settings.model, textOption(settings, 'model'));
    const answer: Adapter['complete'] = async (request, signal) => {
      signal.throwIfAborted();
      const found = recorded.find(request);
      if (found === undefined) throw missing(settings.model, request);
      if (found.status !== 'error') return found;
      throw new AdapterError(
        `replay:${settings.model}: ${describe(request)} is recorded as failed${found.code === null ? '' : ` (${found.code})`}`,
        { code: 'recorded_error' },
      );
    };
    return { provider: 'replay', model: settings.model, complete: answer, logLikelihood: answer };
  },
});

function missing(file: string, request: Request): AdapterError {
  return new AdapterError(`replay:${file}: the file holds no completion of ${describe(request)}`, {
    code: 'not_recorded',
  });
}

function describe({ prompt, sampleIndex }: Request): string {
  return `item "${prompt.item.id}", presentation "${prompt.presentationId}", sample ${sampleIndex}`;
}
