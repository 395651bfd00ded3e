import { createRequire } from 'node:module';
import { standsAlone } from './folded-words.js';
import type { LexiconHit } from './lexicon-hit.js';

/** The matcher compares every match with every allowed word of its input, so a long text goes in by pieces to
 *  keep the time linear. A piece answers for its own part and sees a margin, longer than any term, around it. */
const PIECE = 2048;
const MARGIN = 128;

let loaded: ReturnType<typeof loadPatterns> | undefined;

/** Only when a text is read: the package takes longer to load than a small command takes. */
function loadPatterns() {
  // What require gives has no type; it is what the package declares.
  const obscenity = createRequire(import.meta.url)('obscenity') as typeof import('obscenity');
  const { englishDataset, englishRecommendedTransformers, RegExpMatcher } = obscenity;
  const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
  return { matcher, englishDataset };
}

/** English profanity whose letters may be exchanged or repeated ("sh1t"), where it fills whole words: the
 *  patterns of `obscenity` also find parts of words, and those are left out. In order of the text; patterns
 *  that overlap give a hit each.
 *  @param excluded words in lower case that are no hits, as the text has them or as `obscenity` names them
 *  @example findObfuscatedTerms('Scunthorpe', new Set()) // [] */
export function findObfuscatedTerms(text: string, excluded: ReadonlySet<string>): LexiconHit[] {
  loaded ??= loadPatterns();
  const { matcher, englishDataset } = loaded;
  const hits: LexiconHit[] = [];
  for (let pieceStart = 0; pieceStart < text.length; pieceStart += PIECE) {
    const offset = Math.max(0, pieceStart - MARGIN);
    for (const match of matcher.getAllMatches(text.slice(offset, pieceStart + PIECE + MARGIN), true)) {
      const start = match.startIndex + offset;
      // The matcher's end is inclusive.
      const end = match.endIndex + offset + 1;
      const ownPart = start >= pieceStart && start < pieceStart + PIECE;
      if (!ownPart || !standsAlone(text, start, end)) continue;
      const term = englishDataset.getPayloadWithPhraseMetadata(match).phraseMetadata?.originalWord;
      if (term === undefined || excluded.has(term)) continue;
      // A pattern may hold an innocent short form: "fu" of "kung fu".
      if (excluded.has(text.slice(start, end).toLowerCase())) continue;
      hits.push({ term, start, end });
    }
  }
  return hits;
}
