/** Phrases after which a reply names its answer. The match ends where the answer starts.
 *  "isn't" and "is not" do not match or leave a negation behind, which the reader of the slot rejects. */
const MARKERS = [
  /\b(?:answer|choice|option|selection|response|decision|verdict|conclusion)(?: (?:here|to the question|based on the (?:text|context|passage)))?(?: (?:is|was|would be|should be|must be|has to be|remains)(?: therefore| thus| clearly| most likely| probably)?|:| is:| ?=| [-–—] )/u,
  /\b(?:i|i'd|i'll|i'm|i would|i will|i must|we|let me)(?: (?:would|will|have to|must|think|guess|therefore|most likely|probably))?(?: (?:choose|choosing|chose|pick|picking|picked|select|selecting|selected|go with|going with|went with|say|answer|opt for|vote for))(?::| that)?/u,
  /^(?:it's|it is|that's|that is|that would be|it would be|definitely|probably|likely|most likely|clearly|sure[,!.]|ok(?:ay)?[,!.])/u,
  /\b(?:i think|i believe|i guess|i suspect|my guess is|my best guess is|ans[.:]|letter is)(?: it's| it is)?/u,
  /\b(?:therefore|thus|hence|so)[,:]/u,
  /(?:정답|답변|답|대답|선택)(?:은|는|:| :)/u,
  /(?:la |mi )?(?:respuesta|opción)(?: \p{L}{3,12})?(?: (?:es|sería)(?! no)|:)/u,
  /(?:la |ma )?(?:bonne )?(?:réponse|option)(?: \p{L}{3,12})?(?: (?:est|serait)|\s?:)/u,
  /(?:die |meine )?(?:richtige |korrekte )?(?:antwort|lösung)(?: (?:ist|lautet|wäre)|:)/u,
  /(?:a |minha )?(?:resposta|opção|alternativa)(?: \p{L}{3,12})?(?: (?:é|seria)|:)/u,
  /(?:la |mia )?(?:risposta|opzione)(?: \p{L}{3,12})?(?: (?:è|sarebbe)|:)/u,
  /(?:正确|正確|最终|最終|我的)?(?:答案|回答|选择|選擇|选项|選項)(?:应该|應該|应)?(?:是|为|為|:)|(?:我)?(?:选择|選擇|选|選)(?!项|項|择|擇)/u,
  /(?:正解|答え|回答|解答)(?:は|:)/u,
  /(?<!\p{L})(?:правильный |верный |мой )?ответ(?: (?:-|–|—)|:)?/u,
  /(?:الإجابة|الجواب)(?: (?:الصحيحة|الصحيح|النهائية))?(?: (?:هي|هو))?:?/u,
]
  .map((marker) => `(?:${marker.source})`)
  .join('|');

const MARKER = new RegExp(MARKERS, 'giu');

/** Sentences that only suppose: "if he lied, the answer is B". */
const SUPPOSED = /(?:^|[.!?\n]\s?)[^.!?\n]{0,200}\b(?:if|unless|suppose|whether)\b[^.!?\n]{0,200}$/iu;

/** Positions in a normalised text right after each phrase that announces an answer, in order.
 *  @example answerSlots('The answer is B') // [13] */
export function answerSlots(text: string): readonly number[] {
  const slots: number[] = [];
  for (const match of text.matchAll(MARKER)) slots.push(match.index + match[0].length);
  return slots;
}

/** Whether the sentence before a slot makes it a supposition. */
export function isSupposed(text: string, slot: number): boolean {
  return SUPPOSED.test(text.slice(Math.max(0, slot - 200), slot));
}
