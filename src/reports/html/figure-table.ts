import { type Figure, type FigureBlock, scopeIn } from '../figure-blocks.js';
import { formatFigure, formatInterval, formatShare } from '../format-figure.js';
import { shortName } from '../visible-text.js';
import { formatP } from './first-screen.js';
import { type Html, html } from './markup.js';

/** The figures of a block with everything that may make them: counts, missing answers and what these could hide. */
export function figureTable(
  block: FigureBlock,
  figures: readonly Figure[],
  severalModels: boolean,
  label: string,
): Html {
  const oneCondition = sharedCondition(figures);
  const reference = sharedReference(figures);
  const hasFlags = sharedFlags(figures) === null;
  const isTested = figures.some(({ row }) => row.p_adj !== null);
  const hasFloor = figures.some(({ row }) => row.noise_floor !== null);
  const hasVerdict = figures.some(({ row }) => row.verdict !== null);
  const hasShrunk = figures.some(({ row }) => row.shrunk_estimate !== null);
  const hasExcess = figures.some(({ row }) => row.excess !== null);
  const hasBounds = figures.some(({ forms }) => forms.has('bound_low'));
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
<table>
<thead><tr>
  <th scope="col">${scopeTitle(block.kind, reference)}</th>
  ${severalModels && html`<th scope="col">Model</th>`}
  <th scope="col" class="n">Estimate</th><th scope="col" class="n">Interval</th>
  ${hasShrunk && html`<th scope="col" class="n">Shrunk</th>`}
  ${hasExcess && html`<th scope="col" class="n">Over chance</th>`}
  ${hasFloor && html`<th scope="col" class="n">Noise floor</th>`}
  ${hasBounds && html`<th scope="col" class="n">Bounds</th>`}
  <th scope="col" class="n">Items (clusters)</th>
  <th scope="col" class="n">Refused</th><th scope="col" class="n">Unparsed</th>${isTested && html`<th scope="col" class="n">p adj.</th>`}
  ${hasVerdict && html`<th scope="col">Verdict</th>`}
  ${hasFlags && html`<th scope="col">Flags</th>`}
</tr></thead>
<tbody>${figures.map(({ row, forms }) => {
    const replies = (row.n_answer ?? 0) + (row.n_refused ?? 0) + (row.n_unparsed ?? 0);
    return html`<tr>
<th scope="row">${scopeLabel(block, reference === null ? row : { ...row, reference: null }, oneCondition !== null)}</th>${severalModels && html`<td>${shortName(row.model ?? '', 32)}</td>`}
<td class="n">${formatFigure(row.estimate)}</td><td class="n">${formatInterval(row)}</td>
${hasShrunk && html`<td class="n">${formatFigure(row.shrunk_estimate)}</td>`}${hasExcess && html`<td class="n">${formatFigure(row.excess)}</td>`}${hasFloor && html`<td class="n">${formatFigure(row.noise_floor)}</td>`}${hasBounds && html`<td class="n">${bounds(forms)}</td>`}
<td class="n">${row.n_items} (${row.n_clusters})</td>
<td class="n">${formatShare(row.n_refused, replies)}</td><td class="n">${formatShare(row.n_unparsed, replies)}</td>${isTested && html`<td class="n">${formatP(row.p_adj)}</td>`}
${hasVerdict && html`<td>${row.verdict}</td>`}${hasFlags && html`<td>${readableFlags(row.flags)}</td>`}</tr>`;
  })}</tbody></table></div>`;
}

function scopeTitle(kind: FigureBlock['kind'], reference: string | null): string {
  if (kind === 'factorial') return 'Factor';
  if (kind === 'derived') return 'Figure';
  if (kind !== 'contrast') return 'Group';
  return reference === null ? 'Group against reference' : `Against ${shortName(reference, 30)}`;
}

/** Group, with the condition where the table has several, and what is made of the groups where it is not the metric. */
export function scopeLabel(block: FigureBlock, row: Figure['row'], isShared: boolean, most = 48): string {
  const made = block.kind === 'derived' ? (row.metric ?? '').slice(block.metric.length + 1) : '';
  const scope = shortName(`${made.replaceAll('_', ' ')} ${scopeIn(block, row)}`.trim(), most);
  return row.condition === null || isShared ? scope : `${scope} (${shortName(row.condition, 24)})`;
}

/** What all rows share belongs above the table, once. null: they differ. */
export function sharedCondition(figures: readonly Figure[]): string | null {
  const [first] = figures;
  return first && figures.every(({ row }) => row.condition === first.row.condition)
    ? (first.row.condition ?? '')
    : null;
}

function sharedReference(figures: readonly Figure[]): string | null {
  const [first] = figures;
  return first && figures.every(({ row }) => row.reference === first.row.reference)
    ? first.row.reference
    : null;
}

export function sharedFlags(figures: readonly Figure[]): string | null {
  const [first] = figures;
  return first && figures.every(({ row }) => row.flags === first.row.flags)
    ? readableFlags(first.row.flags)
    : null;
}

function readableFlags(flags: string | null): string {
  return (flags ?? '').replaceAll(';', ', ').replaceAll('_', ' ');
}

/** What the figure would be if every missing answer had the lowest, and the highest, score. */
function bounds(forms: Figure['forms']): string {
  const low = forms.get('bound_low')?.estimate ?? null;
  const high = forms.get('bound_high')?.estimate ?? null;
  return low === null || high === null ? '–' : `${formatFigure(low)} to ${formatFigure(high)}`;
}
