import { type LocalService, startLocalService } from '../local-service.js';

type Scores = Readonly<Record<string, number>>;

/** A text classification endpoint. @param classify scores by label of a text */
export function startClassifier(
  classify: (text: string) => Scores,
  { isFlat = false }: { readonly isFlat?: boolean } = {},
): Promise<LocalService> {
  return startLocalService(({ body }) => {
    const labels = Object.entries(classify(String(body.inputs))).map(([label, score]) => ({ label, score }));
    labels.sort((a, b) => b.score - a.score);
    return { body: isFlat ? labels : [labels] };
  });
}

/** A model with exclusive classes, which minds the word "idiot". */
export function hateOrNot(text: string): { readonly nothate: number; readonly hate: number } {
  const hate = text.includes('idiot') ? 0.9 : 0.1;
  return { nothate: 1 - hate, hate };
}

/** A model like unitary/unbiased-toxic-roberta: independent labels, most of them mentions of groups. */
export function unbiasedToxic(text: string): Scores {
  const isRude = text.includes('idiot');
  return {
    toxicity: isRude ? 0.97 : 0.02,
    severe_toxicity: 0.001,
    obscene: 0.01,
    identity_attack: 0.02,
    insult: isRude ? 0.95 : 0.01,
    threat: 0.001,
    sexual_explicit: 0.001,
    muslim: text.includes('Muslim') ? 0.99 : 0.001,
    female: /woman|she/iu.test(text) ? 0.99 : 0.001,
  };
}

/** A regard model: praise, blame, weather (other) or none of these. */
export function regardClasses(text: string): Scores {
  const winner = /praised|kind/u.test(text)
    ? 'positive'
    : /thief|rude/u.test(text)
      ? 'negative'
      : text.includes('rain')
        ? 'other'
        : 'neutral';
  const classes = { negative: 0.1, neutral: 0.1, positive: 0.1, other: 0.1 };
  return { ...classes, [winner]: 0.7 };
}
