/** A text as it can be sent to a service, and whether that is less than the whole. */
export interface SendableText {
  readonly text: string;
  readonly truncated: boolean;
}

/** Cuts a text to `limit` UTF-16 units and puts U+FFFD for halves of characters: JSON can carry them, but many
 *  servers refuse the request.
 *  @example sendableText('a\ud800b', 2) // { text: 'a\ufffd', truncated: true } */
export function sendableText(text: string, limit: number): SendableText {
  return {
    text: text.slice(0, limit).toWellFormed(),
    truncated: text.length > limit,
  };
}
