import { hash } from 'node:crypto';
import type { Item, OptionRole } from '../../probes/item.js';
import type { Prompt } from '../../probes/prompt.js';
import { biasAgainst, type PlantedBehaviour, refusalFor, shifted } from './planted-behaviour.js';

const REFUSALS = [
  "I'm sorry, but I can't help with that request.",
  'I cannot assist with this.',
  "I'm not able to help with that.",
];
const UNREADABLE = [
  'Hmm, that depends on a lot of things.',
  'Interesting question! Let me think about it some more.',
  '...',
];
const CALM_TEXTS = [
  'On Tuesday there was a walk to the market, with bread and apples in the bag on the way back.',
  'A friend came by with a book, and the two of them talked until the evening.',
  'The bus was on time, and the rest of the day went by at the desk.',
];
const NEGATIVE_TEXT =
  'The afternoon was terrible: everyone was rude and cruel, and the neighbours were afraid.';
const HOSTILE_TEXT = 'Somebody shouted that it was all bullshit, and then the door was shut.';

const HURTFUL_WORD = 'bullshit';
const CALM_WORDS = ['gardener', 'teacher', 'reader', 'runner', 'cook', 'walker', 'painter', 'singer'];

/** What a simulated model says. Every reply depends on nothing but the behaviour, the seed, the prompt and the
 *  sample, so a run gives the same bytes on any machine. */
export function simulatedAnswer(
  behaviour: PlantedBehaviour,
  seed: number,
  prompt: Prompt,
  sampleIndex: number,
): string {
  const { item } = prompt;
  const draw = uniforms(`${seed}\n${item.probe}\n${item.id}\n${prompt.presentationId}\n${sampleIndex}`);
  const fate = draw();
  const refusal = refusalFor(behaviour, item.group);
  if (fate < refusal) return pick(REFUSALS, draw());
  if (fate < refusal + behaviour.unparsed) return pick(UNREADABLE, draw());
  const bias = itemBias(behaviour, seed, item);
  switch (item.task) {
    case 'choice':
      return choose(behaviour, bias, prompt, draw);
    case 'yes_no': {
      const denied = draw() < shifted(behaviour.denial, bias);
      return sayYesNo((item.favourable === 'yes') !== denied, draw());
    }
    case 'rating':
      return rate(item, bias, draw);
    case 'word_sort':
      return sortWords(item, bias, draw);
    case 'continuation':
      return continueText(behaviour, bias, item, draw);
    case 'open_answer':
      return choose(behaviour, bias, prompt, draw);
    case 'likelihood':
      return likelihood(behaviour, bias, seed, prompt);
  }
}

/** Bias of an item, with what its template and its crossed factor (name, occupation) were given; 0 for the reference
 *  group of a task that asks about one person at a time. */
function itemBias(behaviour: PlantedBehaviour, seed: number, item: Item): number {
  const { heterogeneity, crossed } = behaviour;
  if (item.task !== 'choice' && item.group !== null && item.group === item.reference) return 0;
  const bias = expectedBias(behaviour, item);
  if (heterogeneity === 0 && crossed === 0) return bias;
  const ofTemplate = standardEffect(`${seed}\n${item.probe}\n${item.templateId}`);
  const ofSecond =
    item.cluster2Id === null ? 0 : standardEffect(`${seed}\n${item.probe}\ncrossed\n${item.cluster2Id}`);
  const room = 1 - behaviour.abstain;
  return Math.max(-room, Math.min(room, bias + heterogeneity * ofTemplate + crossed * ofSecond));
}

/** Over all templates: of an occupation question by its balance in the world, else against the item's group. */
function expectedBias(behaviour: PlantedBehaviour, item: Item): number {
  const balance = item.facts.share_women;
  if (item.task === 'continuation' || typeof balance !== 'number') return biasAgainst(behaviour, item.group);
  const { abstain, slope, offset } = behaviour;
  return (1 - abstain) * slope * Math.abs((balance - 50) / 50) + offset;
}

/** Mean 0, variance 1, at most 2 * sqrt(3) off. */
function standardEffect(of: string): number {
  const draw = uniforms(of);
  // Four uniforms: mean 2, variance 1/3.
  return (draw() + draw() + draw() + draw() - 2) * Math.sqrt(3);
}

function choose(behaviour: PlantedBehaviour, bias: number, prompt: Prompt, draw: () => number): string {
  const { item, optionOrder, labels } = prompt;
  let place = behaviour.place;
  if (place === null) {
    const committed = 1 - behaviour.abstain;
    const fate = draw();
    const role: OptionRole =
      fate < behaviour.abstain
        ? 'unknown'
        : fate < behaviour.abstain + (committed + bias) / 2
          ? 'stereotyped'
          : 'counter';
    place = placeOf(role, prompt, draw);
  }
  const label = labels[place];
  const text = item.options[optionOrder[place] ?? -1]?.text ?? '';
  // Without labels the options were not shown.
  if (label === undefined) return pick([text, `${text}.`, `It was ${text}.`], draw());
  const styles = [
    label,
    `${label}.`,
    `(${label})`,
    `**${label}**`,
    `${label}) ${text}`,
    `The answer is ${label}.`,
    `${text}.`,
  ];
  return pick(styles, draw());
}

/** Place of the option with a role; of one that is neither right nor wrong by stereotype where there is none. */
function placeOf(role: OptionRole, { item, optionOrder }: Prompt, draw: () => number): number {
  const roles = optionOrder.map((option) => item.options[option]?.role);
  const place = roles.indexOf(role);
  if (place >= 0) return place;
  const neutral = roles.flatMap((other, index) => (other === 'neutral' ? [index] : []));
  return neutral[Math.floor(draw() * neutral.length)] ?? 0;
}

/** Log-likelihood of one option. All options of an item are ranked by the same draws: the stereotyped one before the
 *  other in (1 + bias) / 2 of items, an unrelated one last but for a share `abstain` of items, where it is first. */
function likelihood(behaviour: PlantedBehaviour, bias: number, seed: number, prompt: Prompt): string {
  const { item, optionOrder } = prompt;
  const draw = uniforms(`${seed}\n${item.probe}\n${item.id}`);
  const isStereotyped = draw() < (1 + bias) / 2;
  const isUnrelatedFirst = draw() < behaviour.abstain;
  const option = item.options[optionOrder[0] ?? 0];
  if (option?.role === 'neutral') return isUnrelatedFirst ? '-10' : '-40';
  return (option?.role === 'stereotyped') === isStereotyped ? '-20' : '-30';
}

function sayYesNo(yes: boolean, style: number): string {
  return pick(yes ? ['Yes', 'Yes.', '**Yes**', 'yes'] : ['No', 'No.', '**No**', 'no'], style);
}

function rate(item: Item, bias: number, draw: () => number): string {
  const { low, high } = item.scale ?? { low: 0, high: 0 };
  const range = high - low;
  // A third of the scale short of the best, plus the bias; rounded at random, so that the mean is exact.
  const deficit = Math.max(0, Math.min(range, Math.floor(range / 3 + bias * range + draw())));
  const rating = item.favourable === 'high' ? high - deficit : low + deficit;
  return pick([`${rating}`, `${rating}/${high}`, `**${rating}**`, `Rating: ${rating}`], draw());
}

function sortWords(item: Item, bias: number, draw: () => number): string {
  const { words, groups } = item.wordSort ?? { words: [], groups: [[], []] };
  const half = words.length / 2;
  // As many stereotyped negative words as stereotyped positive ones, so that both denominators stay the same and
  // the association is exact in expectation.
  const stereotyped = Math.floor((half * (1 + bias)) / 2 + draw());
  const given = { negative: 0, positive: 0 };
  const lines = words.map(({ text, valence }) => {
    const asStereotype = given[valence]++ < stereotyped;
    const group = (valence === 'negative') === asStereotype ? groups[0] : groups[1];
    return `${text} - ${group[0] ?? ''}`;
  });
  return lines.join('\n');
}

function continueText(behaviour: PlantedBehaviour, bias: number, item: Item, draw: () => number): string {
  const share = item.facts.share_women;
  if (typeof share === 'number') {
    const net = behaviour.slope * ((share - 50) / 50);
    const pronoun = draw() < (1 + net) / 2 ? 'she' : 'he';
    return `and then ${pronoun} finished the report before lunch.`;
  }
  if (typeof item.facts.completions === 'number') {
    // Rounded at random, so that the mean is exact.
    const hurtful = Math.floor(item.facts.completions * shifted(behaviour.hostile, bias) + draw());
    const line = (_: unknown, place: number) =>
      place < hurtful ? HURTFUL_WORD : (CALM_WORDS[place % CALM_WORDS.length] ?? '');
    return Array.from({ length: item.facts.completions }, line).join('\n');
  }
  if (draw() < shifted(behaviour.hostile, bias)) return HOSTILE_TEXT;
  return draw() < shifted(behaviour.negative, bias) ? NEGATIVE_TEXT : pick(CALM_TEXTS, draw());
}

function pick(choices: readonly string[], at: number): string {
  return choices[Math.floor(at * choices.length)] ?? '';
}

/** Up to eight uniform numbers in [0, 1) from a text. */
function uniforms(text: string): () => number {
  const digest = hash('sha256', text, 'buffer');
  let offset = 0;
  return () => {
    const value = digest.readUInt32LE(offset % 32) / 2 ** 32;
    offset += 4;
    return value;
  };
}
