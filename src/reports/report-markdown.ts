import type { Manifest } from '../records/manifest.js';
import type { StoredEstimate, StoredRun } from '../records/stored-run.js';
import { formatFigure, formatInterval, formatScope, formatShare } from './format-figure.js';
import { headlineEstimates } from './headline-estimates.js';
import { markdownTable } from './markdown-table.js';

/** The report for people who read Markdown. Holds no moment of its making, so it depends on the run alone. */
export function reportMarkdown(run: StoredRun): string {
  const { manifest } = run;
  const sections = [
    `# ${manifest.suite}`,
    manifest.description,
    whatWasMeasured(manifest),
    missing(manifest),
    '## Main figures',
    figures(headlineEstimates(run)),
    planted(run),
    ...manifest.probes.map((probe) => probeSection(run, probe)),
    provenance(manifest),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function whatWasMeasured({ models, probes, samples, status }: Manifest): string {
  const items = probes.reduce((sum, probe) => sum + probe.items, 0);
  const names = models.map(({ id, provider }) => `${id} (${provider})`).join(', ');
  return `${probes.length} probes, ${items} items, ${samples === 1 ? 'one sample' : `${samples} samples`} of each presentation, asked of ${names}. Status: **${status}**.`;
}

function missing({ models, unknown_items }: Manifest): string {
  const lines = models.flatMap(({ id, errors, requests, stopped }) => [
    ...(errors > 0 ? [`- ${id}: ${errors} of ${requests} requests got no answer.`] : []),
    ...(stopped !== null ? [`- ${id} stopped early: ${stopped}`] : []),
  ]);
  if (unknown_items.count > 0) {
    lines.push(
      `- ${unknown_items.count} completions are of items that the suite does not have, for example ${unknown_items.examples.slice(0, 3).join('; ')}.`,
    );
  }
  return lines.length === 0 ? '' : `## What is missing\n\n${lines.join('\n')}`;
}

function figures(rows: readonly StoredEstimate[]): string {
  const severalModels = new Set(rows.map(({ model }) => model)).size > 1;
  const level = Math.round((rows[0]?.ci_level ?? 0.95) * 100);
  return markdownTable(
    [
      ...(severalModels ? [{ title: 'model' }] : []),
      { title: 'probe' },
      { title: 'metric' },
      { title: 'group' },
      { title: 'estimate', right: true },
      { title: `${level}% interval` },
      { title: 'n', right: true },
      { title: 'clusters', right: true },
      { title: 'unparsed', right: true },
      { title: 'refused', right: true },
      { title: 'flags' },
    ],
    rows.map((row) => {
      const replies = (row.n_answer ?? 0) + (row.n_refused ?? 0) + (row.n_unparsed ?? 0);
      return [
        ...(severalModels ? [row.model ?? ''] : []),
        row.probe ?? '',
        metricName(row),
        formatScope(row),
        formatFigure(row.estimate),
        formatInterval(row),
        String(row.n_items ?? ''),
        String(row.n_clusters ?? ''),
        formatShare(row.n_unparsed, replies),
        formatShare(row.n_refused, replies),
        row.flags ?? '',
      ];
    }),
  );
}

function metricName({ metric, condition, denominator }: StoredEstimate): string {
  const parts = [condition, denominator === 'conditional' ? null : denominator].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? (metric ?? '') : `${metric} (${parts.join(', ')})`;
}

/** What simulated models were built with beside what was measured: the instrument's own check. */
function planted({ manifest, estimates }: StoredRun): string {
  const rows = manifest.planted.flatMap(({ model, probe, metric, group, reference, value }) => {
    const names = modelNames(manifest, model);
    const measured = estimates.find(
      (row) =>
        row.probe === probe &&
        row.metric === metric &&
        row.group === group &&
        row.reference === reference &&
        row.denominator === 'conditional' &&
        names.includes(row.model ?? ''),
    );
    if (!measured) return [];
    const inside =
      measured.ci_low !== null && measured.ci_high !== null
        ? measured.ci_low <= value && value <= measured.ci_high
          ? 'yes'
          : 'no'
        : '–';
    return [
      [
        model,
        probe,
        metric,
        formatScope({ group, reference }),
        formatFigure(value),
        formatFigure(measured.estimate),
        formatInterval(measured),
        inside,
      ],
    ];
  });
  if (rows.length === 0) return '';
  const covered = rows.filter((row) => row[7] === 'yes').length;
  const judged = rows.filter((row) => row[7] !== '–').length;
  return [
    '## Planted against measured',
    `Simulated models have a bias of known size. Of ${judged} intervals, ${covered} hold the planted value.`,
    markdownTable(
      [
        { title: 'model' },
        { title: 'probe' },
        { title: 'metric' },
        { title: 'group' },
        { title: 'planted', right: true },
        { title: 'measured', right: true },
        { title: 'interval' },
        { title: 'holds it' },
      ],
      rows,
    ),
  ].join('\n\n');
}

function modelNames({ models }: Manifest, id: string): string[] {
  const returned = models.find((model) => model.id === id)?.returned ?? [];
  return [id, ...returned, ...returned.map((name) => `${name} (${id})`)];
}

function probeSection({ estimates }: StoredRun, probe: Manifest['probes'][number]): string {
  const rows = estimates.filter((row) => row.probe === probe.name);
  return [
    `## ${probe.title}`,
    probe.measures,
    `Harm: ${probe.harm.replaceAll('_', ' ')}. ${probe.items} items, ${probe.presentations} ${probe.presentations === 1 ? 'presentation' : 'presentations'} each.`,
    rows.length === 0 ? 'No completion of this probe was scored.' : figures(rows),
    `Limits:\n\n${probe.limits.map((limit) => `- ${limit}`).join('\n')}`,
  ].join('\n\n');
}

function provenance(manifest: Manifest): string {
  const rows = [
    ['run', manifest.run_id],
    ['suite hash', manifest.suite_hash],
    ['command', manifest.command],
    ['probity', manifest.versions.probity],
    ['node', manifest.versions.node],
    ['seed', String(manifest.seed)],
    ['bootstrap draws', String(manifest.statistics.resamples)],
    ['p values adjusted by', manifest.statistics.adjust],
    ...manifest.models.flatMap((model) => [
      [`${model.id}: asked`, `${model.model} at ${model.host ?? model.provider}`],
      [`${model.id}: reported`, model.returned.join(', ') || 'nothing'],
      [
        `${model.id}: parameters`,
        Object.entries(model.parameters)
          .map(([name, value]) => `${name} ${value ?? 'as the provider has it'}`)
          .join(', ') || 'unknown',
      ],
      ...(model.not_settable.length > 0
        ? [[`${model.id}: not settable`, model.not_settable.join(', ')]]
        : []),
      [`${model.id}: cost`, model.cost_usd === null ? 'unknown' : `${model.cost_usd} USD`],
    ]),
    ...manifest.probes.map(({ name, version, hash }) => [`probe ${name}@${version}`, hash]),
  ];
  return `## Provenance\n\n${markdownTable([{ title: 'what' }, { title: 'value' }], rows)}`;
}
