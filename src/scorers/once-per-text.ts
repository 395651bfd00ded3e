import { createHash } from 'node:crypto';

/** Results that are held; the oldest are forgotten first. Equal replies mostly come close together (samples). */
const CAPACITY = 10_000;

/** Asks once for each text, also while the first question is still open: models often give the same reply twice, and
 *  a service would be paid twice. A failure is not held. */
export function oncePerText<T>(
  ask: (text: string) => Promise<T>,
  capacity = CAPACITY,
): (text: string) => Promise<T> {
  const held = new Map<string, Promise<T>>();
  return (text) => {
    const key = createHash('sha256').update(text).digest('base64');
    const known = held.get(key);
    if (known) return known;
    const result = ask(text);
    held.set(key, result);
    result.catch(() => held.delete(key));
    const [oldest] = held.keys();
    if (held.size > capacity && oldest !== undefined) held.delete(oldest);
    return result;
  };
}
