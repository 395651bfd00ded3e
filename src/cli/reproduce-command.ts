import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { writeFileAtomically } from '../records/draft-file.js';
import { bbqReligion } from './reproduce/bbq-religion.js';
import { dataCounts } from './reproduce/data-counts.js';
import { agrees } from './reproduce/figure.js';
import { figuresCsv, figuresMarkdown } from './reproduce/figure-table.js';
import { stereosetReligion } from './reproduce/stereoset-religion.js';
import { vaderFigures } from './reproduce/vader-figures.js';
import type { Terminal } from './terminal.js';

export interface ReproduceFlags {
  readonly data: string;
  readonly out: string;
  readonly readme?: string;
}

const BEGIN = '<!-- reproduced figures: written by `probity reproduce`, do not edit between these lines -->';
const END = '<!-- end of reproduced figures -->';

/** `probity reproduce --data DIR`: published figures from published data, side by side with ours. */
export async function reproduceCommand(flags: ReproduceFlags, terminal: Terminal): Promise<Code> {
  const figures = [
    ...(await bbqReligion(flags.data)),
    ...(await stereosetReligion(flags.data)),
    ...(await dataCounts(flags.data)),
    ...(await vaderFigures(flags.data)),
  ];
  const table = figuresMarkdown(figures);
  await mkdir(flags.out, { recursive: true });
  writeFileAtomically(join(flags.out, 'figures.csv'), [figuresCsv(figures)]);
  writeFileAtomically(join(flags.out, 'README.md'), [
    '# Published figures, reproduced\n\n',
    'Written by `probity reproduce --data DIR`, where DIR holds a folder a data set (the publishers’ files). ',
    '`figures.csv` has each figure in full, with its interval, its counts and its source.\n\n',
    `${table}\n`,
  ]);
  if (flags.readme !== undefined) await writeSection(flags.readme, table);
  const differing = figures.filter((figure) => !agrees(figure));
  terminal.result(terminal.json ? JSON.stringify({ figures, differing: differing.length }) : table);
  for (const { benchmark, figure, published, ours } of differing)
    terminal.note(`${benchmark}, ${figure}: published ${published}, ours ${ours ?? 'none'}`);
  return differing.length === 0 ? ExitCode.done : ExitCode.gateFailed;
}

/** @throws UsageError when the file has no such section */
async function writeSection(path: string, table: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin)
    throw new UsageError(`${path}: expected a section between "${BEGIN}" and "${END}"`);
  writeFileAtomically(path, [`${text.slice(0, begin)}${BEGIN}\n\n${table}\n\n${text.slice(end)}`]);
}
