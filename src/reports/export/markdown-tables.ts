import type { StoredRun } from '../../records/stored-run.js';
import { checklist } from '../checklist.js';
import { escapeCell, markdownTable } from '../markdown-table.js';
import { countsOf, figureText, MARKS, type Mark, marksOf, sideBySide } from './side-by-side.js';

const MARK_SIGNS: Readonly<Record<Mark, string>> = { significant: ' *', equivalent: ' ≡', unreliable: ' †' };

/** Tables to paste, one a probe with models side by side, and the checklist as their caption. */
export function markdownTables(run: StoredRun): string {
  const tables = sideBySide(run).map(({ title, models, lines }) =>
    [
      `### ${escapeCell(title)}`,
      markdownTable(
        [
          { title: 'metric' },
          { title: 'group' },
          ...models.map((model) => ({ title: model })),
          { title: 'items', right: true },
          { title: 'no answer', right: true },
        ],
        lines.map((line) => {
          const { items, missing } = countsOf(line);
          return [
            line.metric,
            line.scope,
            ...models.map((model) => marked(line.figures.get(model))),
            items,
            missing,
          ];
        }),
      ),
    ].join('\n\n'),
  );
  const level = Math.round(run.manifest.statistics.confidence * 100);
  const legend = `Estimates with ${level}% intervals. \\* ${MARKS.significant}; ≡ ${MARKS.equivalent}; † ${MARKS.unreliable}.`;
  const notes = checklist(run).map(
    ({ what, value }) => `${escapeCell(what)}: ${escapeCell(value ?? 'not recorded')}`,
  );
  return `${[...tables, legend, notes.join('; ')].join('\n\n')}\n`;
}

function marked(figure: Parameters<typeof figureText>[0]): string {
  return `${figureText(figure)}${
    figure
      ? marksOf(figure)
          .map((mark) => MARK_SIGNS[mark])
          .join('')
      : ''
  }`;
}
