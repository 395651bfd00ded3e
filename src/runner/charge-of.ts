import { AdapterError } from '../errors.js';

/** What a failed attempt was charged for. A status other than success is not charged, nor is what never reached a server;
 *  otherwise nobody knows.
 *  @param heard whether the server ever answered */
export function chargeOf(error: unknown, heard: boolean): 'free' | 'unknown' {
  if (!(error instanceof AdapterError)) return 'unknown';
  return error.status !== null || (error.code === 'connection' && !heard) ? 'free' : 'unknown';
}
