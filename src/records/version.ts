import { readFileSync } from 'node:fs';

// Our own package.json, which lies beside the built and the source folder alike. Not checked by a schema: --help must
// not wait for one.
const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** Version of this package. */
export const VERSION = version;
