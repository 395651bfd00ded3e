import { baseLanguage } from './base-language.js';

interface YesNoWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const WORDS: Readonly<Record<string, YesNoWords>> = {
  en: { yes: ['yes', 'yeah', 'yep', 'y'], no: ['no', 'nope', 'n'] },
  es: { yes: ['sí', 'si'], no: ['no'] },
  fr: { yes: ['oui'], no: ['non'] },
  de: { yes: ['ja'], no: ['nein'] },
  pt: { yes: ['sim'], no: ['não', 'nao'] },
  it: { yes: ['sì', 'si'], no: ['no'] },
  nl: { yes: ['ja'], no: ['nee'] },
  ru: { yes: ['да'], no: ['нет'] },
  ar: { yes: ['نعم'], no: ['لا'] },
  ko: { yes: ['네', '예', '네입니다', '예입니다'], no: ['아니요', '아니오', '아뇨', '아닙니다'] },
  zh: { yes: ['是', '是的', '对', '會', '会'], no: ['否', '不', '不是', '不会', '不會'] },
  ja: { yes: ['はい', 'はいです', 'ええ'], no: ['いいえ', 'いや', 'いいえです'] },
};

/** Languages whose words for yes and no are known; any other is read in English alone. */
export const YES_NO_LANGUAGES: readonly string[] = Object.keys(WORDS);

/** Each word for yes or no in a language or in English, with what it says. */
export function yesNoWords(language: string): ReadonlyMap<string, 'yes' | 'no'> {
  const words = new Map<string, 'yes' | 'no'>();
  for (const list of [WORDS.en, WORDS[baseLanguage(language)]]) {
    for (const word of list?.yes ?? []) words.set(word, 'yes');
    for (const word of list?.no ?? []) words.set(word, 'no');
  }
  return words;
}
