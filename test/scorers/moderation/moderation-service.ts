import { type LocalReply, type LocalService, startLocalService } from '../local-service.js';

/** Scores of a text that nobody minds, as an omni model gives them. */
export const CALM = {
  harassment: 0.01,
  'harassment/threatening': 0,
  hate: 0.02,
  'hate/threatening': 0,
  illicit: 0,
  'illicit/violent': 0,
  'self-harm': 0,
  'self-harm/intent': 0,
  'self-harm/instructions': 0,
  sexual: 0,
  'sexual/minors': 0,
  violence: 0.03,
  'violence/graphic': 0,
} as const;

/** A moderation service that minds the word "idiot"; `change` edits what it would say. */
export function startModeration({
  change = (scores) => scores,
  answer,
}: {
  readonly change?: (scores: Record<string, number | null>, text: string) => Record<string, number | null>;
  readonly answer?: (text: string, number: number) => LocalReply | undefined;
} = {}): Promise<LocalService> {
  return startLocalService(({ body }, number) => {
    const text = String(body.input);
    const given = answer?.(text, number);
    if (given) return given;
    const isRude = text.includes('idiot');
    const scores = change({ ...CALM, ...(isRude ? { harassment: 0.8 } : {}) }, text);
    const categories = Object.fromEntries(
      Object.entries(scores).map(([category, score]) => [category, score === null ? null : score > 0.7]),
    );
    const result = { flagged: isRude, categories, category_scores: scores };
    return { body: { id: 'modr-1', model: 'omni-moderation-2024-09-26', results: [result] } };
  });
}
