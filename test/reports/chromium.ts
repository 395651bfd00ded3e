import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's build; nothing is downloaded. */
const EXECUTABLE = '/usr/bin/chromium';

/** Why tests in a browser are skipped; null: they are not. */
export const NO_BROWSER = existsSync(EXECUTABLE) ? null : `${EXECUTABLE} is absent: apt-get install chromium`;

/** A browser with a profile of its own that talks to nobody. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
