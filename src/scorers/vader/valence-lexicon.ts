import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What cjhutto/vaderSentiment holds at commit 44fc044 (vaderSentiment/vader_lexicon.txt) and the
 *  package's older copy lacks or rates otherwise. */
const CORRECTIONS: readonly (readonly [token: string, valence: number])[] = [
  ['heart', 3.2],
  ['hearts', 3.3],
  ['flawed', -2.1],
  ['badass', 1.4],
];

let loaded: ReadonlyMap<string, number> | undefined;

/** Mean human valence, -4 to 4, of 7,506 words and emoticons in lower case: the lexicon of the current
 *  VADER release. Read from the package `vader-sentiment` at the first call.
 *  Source: Hutto and Gilbert 2014, doi:10.1609/icwsm.v8i1.14550.
 *  @throws Error when the installed package holds a line without a number
 *  @example valenceLexicon().get('good') // 1.9 */
export function valenceLexicon(): ReadonlyMap<string, number> {
  loaded ??= readLexicon();
  return loaded;
}

function readLexicon(): ReadonlyMap<string, number> {
  // The package's JavaScript copy is an ES module under a CommonJS name, which Node 20 cannot import.
  const require = createRequire(import.meta.url);
  const path = require.resolve('vader-sentiment/vader_lexicon.txt');
  const lexicon = new Map<string, number>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const [token, mean] = line.trim().split('\t');
    const valence = Number(mean);
    if (token === undefined || mean === undefined || Number.isNaN(valence)) {
      throw new Error(`expected a token and a number in ${path}, got ${JSON.stringify(line)}`);
    }
    // Fourteen tokens stand in the file twice, and the later line counts, as in the reference.
    lexicon.set(token, valence);
  }
  for (const [token, valence] of CORRECTIONS) lexicon.set(token, valence);
  return lexicon;
}
