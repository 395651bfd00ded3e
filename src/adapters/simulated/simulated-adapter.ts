import { setTimeout as wait } from 'node:timers/promises';
import { type Adapter, type AdapterDefinition, defineAdapter } from '../adapter.js';
import { CHARACTER_NAMES, plantedValues, readBehaviour } from './planted-behaviour.js';
import { simulatedAnswer } from './simulated-answer.js';

/** The embedded model: a stand-in with planted bias of known size. A first run needs no key, tests need no network,
 *  and the instrument has its positive and negative controls. */
export const simulatedAdapter: AdapterDefinition = defineAdapter({
  name: 'simulated',
  description: `embedded model with planted bias (${CHARACTER_NAMES.join(', ')}); needs no key and no network`,
  async open(settings) {
    const behaviour = readBehaviour(settings);
    const answer: Adapter['complete'] = async ({ prompt, sampling, sampleIndex }, signal) => {
      if (behaviour.latency > 0) await wait(behaviour.latency, undefined, { signal });
      const text = simulatedAnswer(behaviour, sampling.seed ?? 0, prompt, sampleIndex);
      return {
        text,
        status: 'ok',
        finishReason: 'stop',
        modelReturned: `simulated-${settings.model}-1`,
        systemFingerprint: null,
        inputTokens: estimateTokens(prompt.messages.map(({ content }) => content).join('\n')),
        outputTokens: estimateTokens(text),
        cachedTokens: null,
        notSettable: ['temperature', 'top_p', 'max_tokens'],
        labelProbabilities: null,
      };
    };
    return {
      provider: 'simulated',
      model: settings.model,
      complete: answer,
      logLikelihood: answer,
      planted: (probe) => plantedValues(behaviour, probe),
    };
  },
});

/** Four characters a token: the simulated model's own tokenizer. */
function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
