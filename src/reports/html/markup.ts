import { html, raw } from 'hono/html';

export { html, raw };
/** Markup whose every text is escaped. */
export type Html = ReturnType<typeof html>;
