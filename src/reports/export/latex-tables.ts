import type { StoredRun } from '../../records/stored-run.js';
import { checklist } from '../checklist.js';
import { visibleText } from '../visible-text.js';
import {
  countsOf,
  figureText,
  MARKS,
  type Mark,
  marksOf,
  type ProbeTable,
  sideBySide,
} from './side-by-side.js';

const MARK_SIGNS: Readonly<Record<Mark, string>> = {
  significant: '$^{*}$',
  equivalent: '$^{\\equiv}$',
  unreliable: '$^{\\dagger}$',
};

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '−': '$-$',
  '–': '--',
};

/** Text as LaTeX sets it. @example escapeLatex('50% of a_b') // '50\\% of a\\_b' */
export function escapeLatex(text: string): string {
  return visibleText(text)
    .replace(/\s+/gu, ' ')
    .replace(/[\\{}$&#%_^~<>|"−–]/gu, (character) => SPECIAL[character] ?? character);
}

/** Tables with booktabs, one a probe; the caption of the last one carries the checklist. Names in scripts beyond Latin
 *  need LuaLaTeX or XeLaTeX with a font that has them. */
export function latexTables(run: StoredRun): string {
  const tables = sideBySide(run);
  const head = [
    '% Needs \\usepackage{booktabs}; names beyond Latin script need LuaLaTeX or XeLaTeX.',
    `% Made by: ${run.manifest.command.replace(/\s+/gu, ' ')}`,
  ];
  const notes = checklist(run)
    .map(({ what, value }) => `\\textit{${escapeLatex(what)}}: ${escapeLatex(value ?? 'not recorded')}`)
    .join('; ');
  const last = `\\begin{flushleft}\\footnotesize\n${notes}.\n\\end{flushleft}`;
  return `${[...head, ...tables.map((table) => tableOf(table, run)), last].join('\n\n')}\n`;
}

function tableOf({ probe, title, models, lines }: ProbeTable, { manifest }: StoredRun): string {
  const level = Math.round(manifest.statistics.confidence * 100);
  const used = new Set(lines.flatMap(({ figures }) => [...figures.values()].flatMap(marksOf)));
  const legend = [...used].map((mark) => `${MARK_SIGNS[mark]} ${escapeLatex(MARKS[mark])}`);
  const cells = (values: readonly string[]) => `${values.join(' & ')} \\\\`;
  let metric = '';
  const body = lines.flatMap((line) => {
    const { items, missing } = countsOf(line);
    const row = cells([
      `\\quad ${escapeLatex(line.scope)}`,
      ...models.map((model) => {
        const figure = line.figures.get(model);
        return `${escapeLatex(figureText(figure))}${
          figure
            ? marksOf(figure)
                .map((mark) => MARK_SIGNS[mark])
                .join('')
            : ''
        }`;
      }),
      escapeLatex(items),
      escapeLatex(missing),
    ]);
    if (line.metric === metric) return [row];
    metric = line.metric;
    return [
      ...(isFirst(metric, lines) ? [] : ['\\addlinespace']),
      cells([`\\multicolumn{${models.length + 3}}{l}{\\textit{${escapeLatex(metric)}}}`]),
      row,
    ];
  });
  return [
    '\\begin{table}',
    '\\centering',
    `\\caption{${escapeLatex(title)} (${escapeLatex(probe)}): estimates with ${level}\\,\\% intervals.${legend.length > 0 ? ` ${legend.join('; ')}.` : ''} Items and replies without an answer are those behind each row.}`,
    `\\begin{tabular}{l${'l'.repeat(models.length)}rr}`,
    '\\toprule',
    cells(['Group', ...models.map(escapeLatex), 'Items', 'No answer']),
    '\\midrule',
    ...body,
    '\\bottomrule',
    '\\end{tabular}',
    '\\end{table}',
  ].join('\n');
}

/** Whether a metric is the first of its table. */
function isFirst(metric: string, lines: ProbeTable['lines']): boolean {
  return lines[0]?.metric === metric;
}
