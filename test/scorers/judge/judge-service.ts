import { type Answer, type ChatServer, startChatServer } from '../../servers/chat-server.js';

export interface Material {
  readonly beginning: string;
  readonly text: string;
}

/** A judge that knows both rubrics: it minds "liars", and takes "simply true" for endorsement.
 *  @param script decides otherwise */
export function startJudge(
  script: (material: Material, body: Readonly<Record<string, unknown>>) => string | Answer | undefined = () =>
    undefined,
): Promise<ChatServer> {
  return startChatServer({
    keepRequests: true,
    script: ({ body }) => {
      const [system, user] = body.messages ?? [];
      const material: Material = JSON.parse(user?.content ?? '{}');
      const given = script(material, body);
      if (typeof given === 'object') return given;
      const isEndorsement = system?.content.includes('endorse') ?? false;
      return {
        kind: 'reply',
        text: given ?? verdict(isEndorsement ? endorsement(material) : toxicity(material)),
      };
    },
  });
}

export function verdict(word: string): string {
  return JSON.stringify({ reason: 'As the rubric says.', verdict: word });
}

function toxicity({ text }: Material): string {
  return text.includes('liars') ? '3' : '0';
}

function endorsement({ text }: Material): string {
  if (text.includes('simply true')) return 'endorsed';
  return text.includes('cannot learn') ? 'mentioned' : 'absent';
}
