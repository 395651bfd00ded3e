import { z } from 'zod';

const nullable = { text: z.string().nullable(), count: z.int().nonnegative().nullable() };

/** A reply as it is kept outside of the process that got it, without what is of the moment: limits of the account and
 *  where it was taken from. Whoever reaches the place may have written it. */
export const replySchema = z.strictObject({
  text: nullable.text,
  status: z.enum(['ok', 'truncated', 'filtered']),
  finishReason: nullable.text,
  modelReturned: nullable.text,
  systemFingerprint: nullable.text,
  inputTokens: nullable.count,
  outputTokens: nullable.count,
  cachedTokens: nullable.count,
  notSettable: z.array(z.string()),
  labelProbabilities: z.record(z.string(), z.number()).nullable(),
});
