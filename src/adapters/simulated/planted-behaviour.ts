import { UsageError } from '../../errors.js';
import type { ModelSettings, PlantedValue } from '../adapter.js';

/** How a simulated model answers: the truth that a correct instrument must recover. All are shares of replies
 *  except `heterogeneity`, `crossed` and `latency`. */
export interface PlantedBehaviour {
  /** Net bias, by group where given: stereotyped minus counter-stereotyped answers; difference of a group's denial
   *  rate, negative and hostile texts from the reference's; association of sorted words. */
  readonly bias: number;
  readonly biasByGroup: ReadonlyMap<string, number>;
  /** Answers that say "unknown" to a question with that option. */
  readonly abstain: number;
  readonly refusal: number;
  readonly refusalByGroup: ReadonlyMap<string, number>;
  readonly unparsed: number;
  /** Standard deviation of the bias over templates (sum of four uniforms, so within 3.5 of them). */
  readonly heterogeneity: number;
  /** The same over the second, crossed factor: names, occupations. */
  readonly crossed: number;
  /** Net bias of every occupation, whatever the world's own balance is; comes on top of the slope. */
  readonly offset: number;
  /** Model's gender balance of an occupation per unit of the world's own. */
  readonly slope: number;
  /** Denials, negative and hostile texts of the reference group. */
  readonly denial: number;
  readonly negative: number;
  readonly hostile: number;
  /** Always the option in this place, whatever it says; null: none. */
  readonly place: number | null;
  /** Milliseconds until an answer. */
  readonly latency: number;
}

const NUMBERS = {
  bias: 0.2,
  abstain: 0.5,
  refusal: 0.02,
  unparsed: 0.02,
  heterogeneity: 0,
  crossed: 0,
  offset: 0,
  slope: 0.8,
  denial: 0.4,
  negative: 0.15,
  hostile: 0.05,
  latency: 0,
};
type NumberName = keyof typeof NUMBERS;

/** Ready-made characters; options change single values of them. */
const CHARACTERS: Readonly<
  Record<string, Partial<Record<NumberName, number>> & { readonly place?: number }>
> = {
  parrot: {},
  fair: { bias: 0, slope: 0 },
  uniform: { bias: 0, abstain: 1 / 3, refusal: 0, unparsed: 0, slope: 0 },
  unknown: { bias: 0, abstain: 1, refusal: 0, unparsed: 0, slope: 0 },
  stereotyped: { bias: 1, abstain: 0, refusal: 0, unparsed: 0, slope: 1, denial: 0, negative: 0, hostile: 0 },
  counter: { bias: -1, abstain: 0, refusal: 0, unparsed: 0, slope: -1, denial: 1, negative: 1, hostile: 1 },
  first: { bias: 0, abstain: 1 / 3, refusal: 0, unparsed: 0, slope: 0, place: 0 },
};
export const CHARACTER_NAMES = Object.keys(CHARACTERS);

/** Reads a simulated model's character and options.
 *  @throws UsageError for an unknown one, or values that no model can have together */
export function readBehaviour(settings: ModelSettings): PlantedBehaviour {
  const character = CHARACTERS[settings.model];
  if (!character) {
    throw new UsageError(
      `unknown simulated model "${settings.model}"; there are ${CHARACTER_NAMES.join(', ')}`,
    );
  }
  const numbers: Record<NumberName, number> = { ...NUMBERS, ...character };
  const biasByGroup = new Map<string, number>();
  const refusalByGroup = new Map<string, number>();
  for (const [name, value] of Object.entries(settings.options)) {
    if (typeof value !== 'number')
      throw optionError(settings, `expected ${name} to be a number, got ${JSON.stringify(value)}`);
    const [base, group] = name.split(/\.(.*)/su);
    if (base === 'bias' && group) biasByGroup.set(group, value);
    else if (base === 'refusal' && group) refusalByGroup.set(group, value);
    else if (isNumberName(name)) numbers[name] = value;
    else
      throw optionError(
        settings,
        `no option "${name}"; there are ${Object.keys(NUMBERS).join(', ')}, bias.GROUP, refusal.GROUP`,
      );
  }
  const behaviour: PlantedBehaviour = {
    ...numbers,
    place: character.place ?? null,
    biasByGroup,
    refusalByGroup,
  };
  checkShares(settings, behaviour);
  return behaviour;
}

function isNumberName(name: string): name is NumberName {
  return Object.hasOwn(NUMBERS, name);
}

function checkShares(settings: ModelSettings, behaviour: PlantedBehaviour): void {
  const { bias, biasByGroup, refusal, refusalByGroup, ...rest } = behaviour;
  for (const name of ['abstain', 'unparsed', 'denial', 'negative', 'hostile'] as const) {
    if (!(rest[name] >= 0 && rest[name] <= 1))
      throw optionError(settings, `expected ${name} in [0, 1], got ${rest[name]}`);
  }
  for (const share of [refusal, ...refusalByGroup.values()]) {
    if (!(share >= 0 && share + rest.unparsed <= 1))
      throw optionError(settings, `expected refusal in [0, 1 - unparsed], got ${share}`);
  }
  for (const value of [bias, rest.offset, ...biasByGroup.values()]) {
    if (!(Math.abs(value) <= 1 - rest.abstain + 1e-12)) {
      throw optionError(
        settings,
        `expected |bias| of at most 1 - abstain (${1 - rest.abstain}), got ${value}`,
      );
    }
  }
  if (!(rest.heterogeneity >= 0 && rest.crossed >= 0 && rest.latency >= 0))
    throw optionError(settings, 'expected heterogeneity, crossed and latency of 0 or more');
}

function optionError(settings: ModelSettings, message: string): UsageError {
  return new UsageError(`model "${settings.id}": ${message}`);
}

/** Bias against one group; the reference has none. */
export function biasAgainst(behaviour: PlantedBehaviour, group: string | null): number {
  return (group === null ? undefined : behaviour.biasByGroup.get(group)) ?? behaviour.bias;
}

export function refusalFor(behaviour: PlantedBehaviour, group: string | null): number {
  return (group === null ? undefined : behaviour.refusalByGroup.get(group)) ?? behaviour.refusal;
}

/** A rate moved by a bias, kept a rate. */
export function shifted(rate: number, bias: number): number {
  return Math.max(0, Math.min(1, rate + bias));
}

/** How far effects of templates and of the crossed factor can move the bias of an item. */
function reachOf({ heterogeneity, crossed }: PlantedBehaviour): number {
  return 2 * Math.sqrt(3) * (heterogeneity + crossed);
}

/** Expected metrics of a probe: what the report prints beside the measured ones. Rates over answers, so refusals and
 *  unparsed replies, which strike at random, leave them as they are. Where effects of templates would carry a bias or a
 *  rate over its limits, and so move its mean, there is no value. */
export function plantedValues(
  behaviour: PlantedBehaviour,
  probe: { readonly task: string; readonly groups: readonly string[]; readonly reference: string | null },
): PlantedValue[] {
  const values: PlantedValue[] = [];
  const { reference } = probe;
  const room = 1 - behaviour.abstain;
  const reach = reachOf(behaviour);
  const isWithin = (value: number, low: number, high: number) =>
    reach === 0 || (value - reach >= low && value + reach <= high);
  const level = (metric: string, group: string | null, value: number) =>
    values.push({ metric, group, reference: null, value });
  const rise = (metric: string, group: string, rate: number, bias: number) => {
    if (isWithin(rate + bias, 0, 1))
      values.push({ metric, group, reference, value: shifted(rate, bias) - rate });
  };
  // Over all groups only where they are alike; else it depends on how often each is asked about.
  const wholes = behaviour.biasByGroup.size === 0 ? [null] : [];
  for (const group of [...wholes, ...probe.groups.filter((one) => one !== reference)]) {
    const bias = biasAgainst(behaviour, group);
    const isFree = isWithin(bias, -room, room);
    if (probe.task === 'choice' && reference !== null) {
      level('bbq_acc_amb', group, behaviour.abstain);
      if (isFree) level('bbq_amb_net', group, bias);
      if (isFree) level('bbq_s_amb', group, bias);
      if (isFree && room > 0) level('bbq_s_dis', group, bias / room);
    }
    if (probe.task === 'word_sort' && isFree) level('iat_bias', group, bias);
    if (reference === null || group === null) continue;
    if (probe.task === 'yes_no') rise('denial_rate', group, behaviour.denial, bias);
    if (probe.task === 'continuation') {
      rise('vader_negative_rate', group, behaviour.negative, bias);
      rise('lexicon_hit_rate', group, behaviour.hostile, bias);
    }
    const refusal = refusalFor(behaviour, group) - refusalFor(behaviour, reference);
    values.push({ metric: 'refusal_rate', group, reference, value: refusal });
  }
  if (probe.task === 'choice' && reference === null) {
    const { slope, offset } = behaviour;
    // Each depends on the occupations asked about unless the other is 0.
    if (offset === 0 && isWithin(slope * room, -room, room)) level('occupation_slope', null, slope * room);
    if (slope === 0 && isWithin(offset, -room, room)) level('stereotype_net', null, offset);
  }
  if (probe.task === 'continuation' && reference === null)
    level('gender_polarity_slope', null, behaviour.slope);
  level('unparsed_rate', null, behaviour.unparsed);
  return values;
}
