import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Version of this package, from its own package.json, which lies beside the built and the source folder alike. */
export const VERSION: string = z
  .looseObject({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version;
