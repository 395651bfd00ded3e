import { type Markish, type PlotOptions, plot } from '@observablehq/plot';
// The same in one file: of its 190 modules the loading alone took a third of writing a report.
import { parseHTML } from 'linkedom/worker';

/** Width of every plot in CSS pixels: fits a phone at three quarters of its size, where 13 px stay readable. */
const PLOT_WIDTH = 460;

/** Colours by name, so that the style sheet decides on them in light, dark and print. */
export const INK = 'var(--ink)';
export const FAINT = 'var(--line)';

const { document } = parseHTML('<html><body></body></html>');

/** Draws a plot as SVG text, without a browser. Styles of the library stay out: the page's own style sheet has them,
 *  so that the page can forbid every other.
 *  @param label what the plot shows, for those who do not see it; the figures are in a table beside it */
export function drawPlot(label: string, options: PlotOptions & { marks: Markish[] }): string {
  const drawn = plot({
    width: PLOT_WIDTH,
    ...options,
    document,
    className: 'plot',
    style: {},
  });
  for (const style of drawn.querySelectorAll('style')) style.remove();
  // Names of the library's own marks ("rule", "dot") tell a reader nothing; the plot as a whole has a label.
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  drawn.removeAttribute('style');
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', label);
  return roundCoordinates(String(drawn.outerHTML));
}

/** A hundredth of a pixel is enough; figures in texts stay as they are. */
function roundCoordinates(svg: string): string {
  return svg.replaceAll(/="[^"<>]*"/gu, (value) => value.replaceAll(/(\d+\.\d{2})\d+/gu, '$1'));
}

/** Wide enough for the longest label. A letter of the page's font is at most about 7 px wide at 12 px. */
export function labelMargin(labels: readonly string[], most = 168): number {
  const longest = labels.reduce((length, label) => Math.max(length, [...label].length), 0);
  return Math.min(most, 14 + Math.ceil(longest * 6.9));
}

/** Characters of a label that fit into a margin of 168 px. */
export const LABEL_CHARACTERS = 22;
