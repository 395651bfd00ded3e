import type { StoredRun } from '../../records/stored-run.js';
import { fairShares } from '../fair-shares.js';
import { type Figure, type FigureBlock, figureBlocks } from '../figure-blocks.js';
import { distance, metricFacts, nullOf } from '../metric-facts.js';
import { shortName } from '../visible-text.js';
import { figureTable, scopeLabel, sharedCondition, sharedFlags } from './figure-table.js';
import { heatMapOf } from './heat-map-section.js';
import { type Html, html, raw } from './markup.js';
import { forestPlot } from './plots/forest-plot.js';

/** Rows of all forest plots and their tables together: about 700 bytes each. */
const MOST_ROWS = 700;
/** Probes that have a section of their own. */
const MOST_PROBES = 40;

/** A section a probe: what it measures, then every disparity with its interval, its counts and its bounds. */
export function probeSections(run: StoredRun): Html[] {
  const blocks = figureBlocks(run);
  const shares = fairShares(
    blocks.map(({ figures }) => figures.length),
    MOST_ROWS,
  );
  const shareOf = new Map(blocks.map((block, index) => [block, shares[index] ?? 0]));
  const level = run.manifest.statistics.confidence;
  const probes = run.manifest.probes.slice(0, MOST_PROBES);
  const sections = probes.map((probe, index) => {
    const own = blocks.filter((block) => block.probe === probe.name);
    return html`<section class="probe" aria-labelledby="probe-${index}">
  <h2 id="probe-${index}">${shortName(probe.title, 120)}</h2>
  <p class="measures">${shortName(probe.measures, 500)}</p>
  <p class="meta">${shortName(probe.name)} v${shortName(probe.version, 12)}; harm: ${probe.harm.replaceAll('_', ' ')}; ${probe.items} items in ${probe.presentations} ${probe.presentations === 1 ? 'presentation' : 'presentations'}${probe.reference === null ? '' : `; reference: ${shortName(probe.reference)}`}</p>
  ${probe.limits.length > 0 && html`<details><summary>What this does not show</summary><ul>${probe.limits.slice(0, 12).map((limit) => html`<li>${shortName(limit, 400)}</li>`)}</ul></details>`}
  ${hasNoiseFloor(own) && html`<p class="note">Grey bands and "Noise floor": what differences between random halves of one group stay below in 95 of 100 draws. A disparity inside it is no news.</p>`}
  ${own.length === 0 ? html`<p class="empty">No completion of this probe was scored.</p>` : own.map((block) => figureBlock(block, shareOf.get(block) ?? 0, level))}
  ${heatMapOf(own, metricFacts(run.manifest))}
</section>`;
  });
  const left = run.manifest.probes.length - probes.length;
  if (left > 0)
    sections.push(
      html`<p class="empty">${left} more probes are in <a href="metrics.csv">metrics.csv</a>.</p>`,
    );
  return sections;
}

/** What a block shows of its metric, where that is not the figures of groups. */
const KIND: Partial<Record<FigureBlock['kind'], string>> = {
  factorial: ': by factor',
  derived: ': made of the groups',
};

function hasNoiseFloor(blocks: readonly FigureBlock[]): boolean {
  return blocks.some(({ figures }) => figures.some(({ row }) => row.noise_floor !== null));
}

function figureBlock(block: FigureBlock, share: number, confidence: number): Html {
  const shown = mostTelling(block, share);
  const severalModels = new Set(block.figures.map(({ row }) => row.model)).size > 1;
  const title = `${block.facts?.title ?? block.metric}${KIND[block.kind] ?? ''}`;
  const left = block.figures.length - shown.length;
  const first = shown[0]?.row;
  const condition = sharedCondition(shown);
  const flags = sharedFlags(shown);
  const isShared = condition !== null;
  const margin = shown.find(({ row }) => row.margin !== null)?.row.margin ?? null;
  const rows = shown.map(({ row }, index) => ({
    key: String(index),
    label: severalModels
      ? `${scopeLabel(block, row, isShared, 24)} · ${shortName(row.model ?? '', 24)}`
      : block.kind === 'contrast'
        ? shortName(row.group ?? 'all', 40)
        : scopeLabel(block, row, isShared, 40),
    estimate: row.estimate,
    low: row.ci_low,
    high: row.ci_high,
    noiseFloor: row.noise_floor,
    stands: row.p_adj !== null && row.p_adj < 1 - (row.ci_level ?? confidence),
  }));
  // With all its columns a table takes the width of the page.
  const isWide =
    shown.some(({ row }) => row.noise_floor !== null) && shown.some(({ forms }) => forms.has('bound_low'));
  const isDrawn = shown.some(({ row }) => row.estimate !== null);
  // They are of several scales.
  const isTable = block.kind === 'derived';
  return html`<div class="block">
  <h3>${shortName(title, 160)} <code>${shortName(block.metric)}</code>${condition && html` <span class="tag">${shortName(condition, 30)}</span>`}${flags && html` <span class="tag miss">${flags}</span>`}</h3>
  <div class="figure-and-table${(isWide || isTable) && ' wide'}">
  ${
    isTable
      ? null
      : isDrawn && first
        ? html`<div class="plot-box">${raw(
            forestPlot(rows, {
              label: `${shortName(title, 160)}: estimates with intervals; the figures are in the table that follows`,
              unit:
                block.kind === 'contrast'
                  ? `difference from ${shortName(first.reference ?? 'reference', 40)}`
                  : block.kind === 'factorial'
                    ? 'difference'
                    : block.metric,
              center: nullOf(first, block.facts),
              margin,
            }),
          )}</div>`
        : html`<p class="empty">Nothing to draw: every figure is undefined (${[...new Set(shown.map(({ row }) => row.reason_if_null ?? 'no reason given'))].join(', ')}).</p>`
  }
  ${figureTable(block, shown, severalModels, `${shortName(title, 120)} of ${shortName(block.probe)}`)}
  </div>
  ${left > 0 && html`<p class="note">${left} of ${block.figures.length} rows are not shown: those nearest to no bias. All are in <a href="metrics.csv">metrics.csv</a>.</p>`}
</div>`;
}

/** As many figures as there is room for: those farthest from no bias, in the order of the table. */
function mostTelling(block: FigureBlock, most: number): readonly Figure[] {
  if (block.figures.length <= most) return block.figures;
  const ranked = block.figures
    .map((figure, index) => ({ index, size: Math.abs(distance(figure.row, block.facts) ?? 0) }))
    .sort((a, b) => b.size - a.size || a.index - b.index)
    .slice(0, most)
    .map(({ index }) => index);
  const kept = new Set(ranked);
  return block.figures.filter((_, index) => kept.has(index));
}
