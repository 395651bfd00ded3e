/** "Answer with one letter" in the languages of localised benchmarks. */
export const LETTER_INSTRUCTIONS: Readonly<Record<string, string>> = {
  ca: 'Respon amb una sola lletra.',
  de: 'Antworte mit einem einzigen Buchstaben.',
  en: 'Answer with one letter.',
  es: 'Responde con una sola letra.',
  eu: 'Erantzun letra bakar batekin.',
  fr: 'Réponds par une seule lettre.',
  it: 'Rispondi con una sola lettera.',
  ja: 'アルファベット一文字だけで答えてください。',
  ko: '알맞은 답의 알파벳 하나만 쓰세요.',
  nl: 'Antwoord met één letter.',
  pt: 'Responda com uma única letra.',
  tr: 'Tek bir harfle yanıt ver.',
  zh: '请只用一个字母回答。',
};
