import { createHash } from 'node:crypto';
import { CLIENT_SCRIPT } from './client-script.js';
import { type Html, html, raw } from './markup.js';
import { STYLE_COLOURS } from './style-colours.js';
import { STYLE_LAYOUT } from './style-layout.js';

const STYLE = `${STYLE_COLOURS}${STYLE_LAYOUT}`;

/** Nothing is loaded, and nothing runs or styles but what this program wrote, known by its hash: whatever a model
 *  answered stays text. */
function contentSecurityPolicy(script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${script === '' ? "'none'" : hash(script)}`,
    `style-src ${hash(STYLE)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export interface PageOptions {
  readonly title: string;
  readonly content: Html;
  /** Runs when the page is there; none when absent. */
  readonly script?: string;
}

/** A self-contained page: no network, no inline handler, works from disk. */
export function page({ title, content, script = CLIENT_SCRIPT }: PageOptions): string {
  const markup = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${content}
${script !== '' && html`<script>${raw(script)}</script>`}
</body>
</html>
`;
  return `<!doctype html>\n${markup}`;
}
