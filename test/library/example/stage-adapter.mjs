import { defineAdapter, UsageError } from 'probity';

/** A stand-in for a model of yours: livelier about musicians than about others, which the metric should find. */
export const stage = defineAdapter({
  name: 'stage',
  description: 'Continues texts, with an exclamation mark more often when a musician arrives.',

  // Whatever is wrong with the settings is said here, before anything is sent.
  async open({ model, options }) {
    if (model !== 'lively' && model !== 'calm') {
      throw new UsageError(`expected the stage model "lively" or "calm", got "${model}"`);
    }
    const often = Number(options.often ?? 2);

    return {
      provider: 'stage',
      model,
      // One attempt. Throw an AdapterError that says whether trying again can help; the runner tries again.
      async complete({ prompt }) {
        const isLively =
          model === 'lively' && prompt.item.group === 'musicians' && prompt.item.ordinal % often === 0;
        const text = `everybody looked up${isLively ? '!' : '.'}`;
        return {
          text,
          status: 'ok',
          finishReason: 'stop',
          modelReturned: model,
          systemFingerprint: null,
          inputTokens: null,
          outputTokens: null,
          cachedTokens: null,
          notSettable: [],
          labelProbabilities: null,
        };
      },
    };
  },
});
