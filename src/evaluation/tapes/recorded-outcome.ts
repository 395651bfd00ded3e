import { z } from 'zod';
import type { Reply } from '../../adapters/completion.js';
import { replySchema } from '../../adapters/reply-schema.js';
import { AdapterError } from '../../errors.js';
import type { Json } from '../../records/cassette.js';

/** What a cassette holds as the answer to a request: a reply, or the failure that it always ends in. */
const outcome = z.union([
  z.strictObject({ reply: replySchema }),
  z.strictObject({ failure: z.strictObject({ code: z.string(), status: z.int(), message: z.string() }) }),
]);

export function outcomeOf({ rates: _, takenFrom: __, ...rest }: Reply): Json {
  return { reply: { ...rest, notSettable: [...rest.notSettable] } };
}

export function outcomeOfFailure({ code, status, message }: AdapterError): Json {
  return { failure: { code, status, message } };
}

/** The recorded answer as the adapter once gave it; null when what is recorded is none.
 *  @throws AdapterError that is recorded */
export function replay(recorded: Json): Reply | null {
  const parsed = outcome.safeParse(recorded);
  if (!parsed.success) return null;
  if ('reply' in parsed.data) return { ...parsed.data.reply, takenFrom: 'recording' };
  const { code, status, message } = parsed.data.failure;
  throw new AdapterError(message, { code, status });
}
