import { AdapterError } from '../../errors.js';
import { unknownName } from '../../probes/validate-document.js';
import type { ScorerContext, ScorerService, ServiceAddress } from '../scorer-context.js';
import { type ClassScores, readClassScores } from './class-scores.js';
import { mappedLabels, type RegardMap, type ToxicityMap } from './label-map.js';

/** Gives the score of every label of a text. */
export type TextClassifier = (text: string) => Promise<ClassScores>;

/** More labels than any classifier has. Left out, a server gives the best one only, whose score is then taken for
 *  that of another. */
const ALL_LABELS = 100;
const VENDOR = { baseURL: 'https://router.huggingface.co', keyVariable: 'HF_TOKEN' };
/** How far the probabilities of exclusive classes may be from 1 in sum: half-precision servers round. */
const SUM_TOLERANCE = 0.02;
/** How near to 1 a sum of independent scores is a softmax in disguise. */
const SUSPICIOUS_SUM = 1e-4;

/** Opens a checkpoint at Hugging Face, or at an endpoint of its own (`baseURL`: the address that takes `inputs`). */
export async function openClassifier(
  context: ScorerContext,
  address: Omit<ServiceAddress, 'vendor'>,
  map: ToxicityMap | RegardMap,
): Promise<TextClassifier> {
  const { textClassification } = await import('@huggingface/inference');
  const service = context.connect({ ...address, vendor: VENDOR });
  const where =
    address.baseURL === undefined
      ? { provider: 'hf-inference' as const, model: address.model }
      : { endpointUrl: service.url };
  const access = service.key === null ? {} : { accessToken: service.key };
  const parameters = { top_k: ALL_LABELS, function_to_apply: map.function };
  return (inputs) =>
    service.request(inputs, async (signal) => {
      const output = await textClassification(
        { ...access, ...where, inputs, parameters },
        { signal, retry_on_error: false, fetch: nesting(service) },
      );
      return readClassScores(output, address.scorer);
    });
}

/** Whether the service really gives what the map says, as far as its scores of two texts can show.
 *  @throws AdapterError naming the labels that it has, or the function that it did not apply */
export function checkLabels(
  scorer: string,
  map: ToxicityMap | RegardMap,
  scores: readonly ClassScores[],
): void {
  const refuse = (message: string) => {
    throw new AdapterError(`${scorer}: ${message}`, { code: 'label_map', fatal: true });
  };
  for (const given of scores) {
    const labels = [...given.keys()];
    for (const label of mappedLabels(map)) {
      if (!given.has(label)) refuse(`the model gives no such label: ${unknownName('label', label, labels)}`);
    }
  }
  const sums = scores.map((given) => [...given.values()].reduce((sum, score) => sum + score, 0));
  const isSoftmax = (tolerance: number) => sums.every((sum) => Math.abs(sum - 1) <= tolerance);
  if (map.function === 'softmax' && !isSoftmax(SUM_TOLERANCE))
    refuse(`expected the scores of all classes to add up to 1 (softmax), got ${sums.join(' and ')}`);
  const several = scores.every((given) => given.size > 1);
  if (map.function === 'sigmoid' && several && isSoftmax(SUSPICIOUS_SUM))
    refuse('expected labels that stand alone (sigmoid), but their scores add up to 1: that is softmax');
}

/** The SDK insists on a list of lists; servers that get one text often answer with the inner list. */
function nesting(service: ScorerService): typeof fetch {
  return async (url, init) => {
    const response = await service.fetch(url, init);
    const body: unknown = await response.json();
    const isFlat = Array.isArray(body) && !body.some(Array.isArray) && init?.method === 'POST';
    return Response.json(isFlat ? [body] : body);
  };
}
