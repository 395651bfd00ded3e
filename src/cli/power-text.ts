import type { GatePower, Lever } from '../decisions/gate-power.js';
import type { PlannedCost } from '../decisions/plan-run.js';
import { ASSUMED } from '../decisions/variance-parts.js';
import { UsageError } from '../errors.js';
import type { GatePlan } from '../evaluation/planning/plan-gates.js';
import type { RunVariances } from '../evaluation/planning/variance-of-runs.js';
import { formatScope } from '../reports/format-figure.js';
import { textTable } from '../reports/text-table.js';

/** The gates of a plan as a table: what each detects at the planned size, and what that costs. */
export function powerTable(plans: readonly GatePlan[], colour: boolean): string {
  return textTable(
    [
      { title: plans.some(({ toSee }) => toSee !== null) ? 'gate' : 'metric' },
      { title: 'probe' },
      { title: 'of' },
      { title: 'must see', right: true },
      { title: 'detects', right: true },
      { title: 'clusters', right: true },
      { title: 'items', right: true },
      { title: 'calls', right: true },
      { title: 'USD', right: true },
      { title: 'minutes', right: true },
    ],
    plans.map(({ gate, scope, toSee, power, design, cost }) => [
      gate.metric,
      scope?.probe ?? '–',
      scope ? formatScope(scope) : (gate.group ?? 'all'),
      toSee === null ? '–' : figure(toSee),
      power.minimumDetectableEffect === null ? 'not known' : figure(power.minimumDetectableEffect),
      grouped(design.clusters),
      grouped(design.items),
      grouped(cost.requests),
      cost.usd === null ? 'no price' : cost.usd.toFixed(2),
      cost.minutes < 0.1 ? '< 0.1' : cost.minutes.toFixed(1),
    ]),
    colour,
  );
}

/** Of the rows of one metric on one probe, the one that detects least, or of which that is not known: a table of every
 *  group is no help where no gate names one. */
export function leastPowerful(plans: readonly GatePlan[]): GatePlan[] {
  const worst = new Map<string, GatePlan>();
  for (const plan of plans) {
    const key = `${plan.gate.metric}\n${plan.scope?.probe}`;
    const known = worst.get(key);
    const detects = ({ power }: GatePlan) => power.minimumDetectableEffect ?? Number.POSITIVE_INFINITY;
    if (!known || detects(plan) > detects(known)) worst.set(key, plan);
  }
  return [...worst.values()];
}

/** What the reader must know of gates that cannot see their margin, or cannot be decided early; empty: nothing. */
export function powerWarnings(plans: readonly GatePlan[]): string[] {
  return plans.flatMap((plan) => (plan.power.sees === false ? [blindText(plan)] : []));
}

/** Gates that `--until-decided` would hardly ever decide with the clusters that there are; one line for all groups of a
 *  gate on a probe. */
export function earlyWarnings(plans: readonly GatePlan[]): string[] {
  const open = plans.filter(
    ({ gate, scope, early }) =>
      scope !== null && (gate.margin !== null || gate.ceiling !== null) && !early?.decides,
  );
  const alike = new Map<string, GatePlan[]>();
  for (const plan of open) {
    const key = JSON.stringify([plan.gate, plan.scope?.probe, plan.early === null, plan.looksEarly]);
    alike.set(key, [...(alike.get(key) ?? []), plan]);
  }
  return [...alike.values()].map(earlyText);
}

function earlyText(plans: readonly GatePlan[]): string {
  const [first] = plans;
  if (!first) return '';
  const name = plans.length === 1 ? nameOf(first) : `${nameOf(first, null)}, each of ${plans.length} groups`;
  const reaches = plans.flatMap(({ early }) => early ?? []);
  if (reaches.length === 0 && first.looksEarly)
    return `${name}: how many clusters --until-decided needs is not known, since its variance is not; --from RUN tells`;
  if (reaches.length === 0)
    return `${name}: --until-decided decides it at the planned end only: it is no mean, or one without bounds, which takes a margin and more than 30 clusters`;
  const least = (of: (reach: (typeof reaches)[number]) => number | null) => {
    const fewest = Math.min(...reaches.map((reach) => of(reach) ?? Number.POSITIVE_INFINITY));
    return Number.isFinite(fewest) ? `about ${grouped(fewest)}` : 'over 10,000';
  };
  const [good, bad] =
    first.gate.ceiling === null
      ? ['a model that did not change', 'one that is worse by twice the margin']
      : ['an ideal model', 'one that is as far above the ceiling'];
  const clusters = Math.max(...plans.map(({ design }) => design.clusters));
  return `${name}: --until-decided has too few clusters to decide it, ${grouped(clusters)}: ${good} needs ${least(({ toPass }) => toPass)}, ${bad} ${least(({ toFail }) => toFail)}`;
}

/** Where the variances come from. */
export function varianceText(plans: readonly GatePlan[], variances: RunVariances | null): string {
  const parts: string[] = [];
  const sources = new Set(plans.map(({ variance }) => variance));
  const models = variances?.models.join(' and ') ?? '';
  if (sources.has('pair')) parts.push(`Variances are those of the paired differences between ${models}.`);
  if (sources.has('run'))
    parts.push(
      `Variances are those of ${variances?.models[0] ?? ''}; of changes with a correlation of ${ASSUMED.correlation} between the two models assumed (two runs or models after --from need no such assumption).`,
    );
  if (sources.has('assumed'))
    parts.push(
      `Assumed${variances ? ' where that run has nothing' : ''}: the standard deviation of one reply's value (of paired differences, for changes) is ${ASSUMED.sd} of the metric's range; ${100 * ASSUMED.iccOfChange}% of its variance lies between templates for changes and ${100 * ASSUMED.iccOfLevel}% for levels (two published models on BBQ Religion); of the rest, half between replies to one item. --from RUN takes the variances of a run instead.`,
    );
  return parts.join('\n');
}

/** @throws UsageError naming every gate that could not see what it is to decide, and what would help */
export function requirePower(plans: readonly GatePlan[], variances: RunVariances | null): void {
  const warnings = powerWarnings(plans);
  if (warnings.length === 0) return;
  throw new UsageError(
    [
      ...warnings,
      varianceText(plans, variances),
      'Nothing was sent. Change the suite, give the variances of an earlier run with --from RUN, or run it all the same with --force.',
    ].join('\n'),
  );
}

/** A plan for programs. */
export function powerJson(plan: GatePlan) {
  const { gate, scope, toSee, design, samples, variance, power, cost, changes, early } = plan;
  return {
    ...gate,
    probe: scope?.probe ?? null,
    condition: scope?.condition ?? null,
    axis: scope?.axis ?? null,
    of: scope ? { group: scope.group, reference: scope.reference } : null,
    must_see: toSee,
    mde: power.minimumDetectableEffect,
    sees: power.sees,
    reason: power.reason,
    clusters: design.clusters,
    crossed_clusters: design.crossed,
    items: design.items,
    replies_per_item: design.repliesPerItem,
    samples,
    variance,
    ...cost,
    changes: changes.map(({ lever, count, minimumDetectableEffect: mde, cost: of }) => ({
      lever,
      count,
      mde,
      ...of,
    })),
    cheapest: power.cheapest?.lever ?? null,
    until_decided: early && {
      clusters_to_pass: early.toPass,
      clusters_to_fail: early.toFail,
      decides: early.decides,
    },
  };
}

function blindText(plan: GatePlan): string {
  const { toSee, design, power, gate, cluster } = plan;
  const crossed =
    design.crossed === null ? '' : ` crossed with ${grouped(design.crossed)} of a second factor`;
  const size = `${grouped(design.clusters)} ${cluster}${design.clusters === 1 ? '' : 's'}${crossed}, ${grouped(design.items)} items, ${design.repliesPerItem === 1 ? '1 reply' : `${design.repliesPerItem} replies`} each`;
  const what = gate.ceiling === null ? `a margin of ${figure(toSee)}` : `a ceiling of ${gate.ceiling}`;
  const first = `${nameOf(plan)}: ${why(power, plan, what, size)}`;
  if (plan.changes.length === 0) return first;
  const cheapest = plan.changes.find(({ lever }) => lever === power.cheapest?.lever);
  const others = plan.changes.filter((change) => change !== cheapest);
  return [
    first,
    cheapest
      ? `  cheapest change that would: ${changeText(cheapest, cluster)}`
      : '  none of more templates, items or samples alone would do',
    ...others.map((change) => `  ${cheapest ? 'otherwise: ' : ''}${changeText(change, cluster)}`),
  ].join('\n');
}

function why(
  { reason, minimumDetectableEffect: mde }: GatePower,
  { gate, toSee }: GatePlan,
  what: string,
  size: string,
): string {
  if (reason === 'no_items') return 'the suite plans no item that it is about';
  if (reason === 'no_room') return `${what} leaves no room: an ideal model is at it or beyond`;
  if (reason === 'too_few_clusters') return `no interval rests on fewer than 6 clusters (${size})`;
  const far = gate.ceiling === null ? '' : `, which is ${figure(toSee)} from the ideal`;
  return `${what}${far}, but a run of this size detects ${figure(mde)} at best (${size})`;
}

function changeText(
  { lever, count, minimumDetectableEffect, cost }: GatePlan['changes'][number],
  cluster: GatePlan['cluster'],
): string {
  const names: Readonly<Record<Lever, string>> = {
    templates: `${cluster}s`,
    items: `items a ${cluster}`,
    samples: 'samples of each presentation',
  };
  if (count === null || !cost)
    return `no number of ${names[lever]} is enough (${figure(minimumDetectableEffect)} is what they approach)`;
  return `${grouped(count)} ${names[lever]}: detects ${figure(minimumDetectableEffect)}, ${costText(cost)}`;
}

function costText({ requests, usd, minutes }: PlannedCost): string {
  const price = usd === null ? '' : `, ${usd.toFixed(2)} USD`;
  return `${grouped(requests)} calls${price}, ${minutes.toFixed(1)} minutes`;
}

/** @param of what the row is about; null: whatever it is */
function nameOf(
  { gate, scope }: GatePlan,
  of: string | null = scope ? formatScope(scope) : (gate.group ?? 'all'),
): string {
  const who = of === null || of === 'all' ? '' : `, ${of}`;
  return `gate ${gate.metric}${scope ? ` on ${scope.probe}` : ''}${who}`;
}

/** Margins as they were written, results at three digits. */
function figure(value: number | null): string {
  return value === null ? 'nothing' : String(Number(value.toPrecision(3)));
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}
