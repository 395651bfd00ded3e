import { statSync } from 'node:fs';
import { Presets, SingleBar } from 'cli-progress';
import { builtinDataSets } from '../datasets/builtin-data-sets.js';
import { type DataSet, filesOf } from '../datasets/data-set.js';
import { DEFAULT_BASE_URL, type DownloadProgress, downloadDataSet } from '../datasets/download-data-set.js';
import { isPresent, verifyDataSet } from '../datasets/verify-data-set.js';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { unknownName } from '../probes/validate-document.js';
import { textTable } from '../reports/text-table.js';
import type { Terminal } from './terminal.js';

/** `probity data list`: where each data set lives, under which licence, and what is pinned of it. */
export async function listData(terminal: Terminal): Promise<Code> {
  if (terminal.json) {
    terminal.result(JSON.stringify(builtinDataSets));
    return ExitCode.done;
  }
  const rows = builtinDataSets.map((set) => [
    set.name,
    set.licence,
    set.origins
      .map(({ repository, commit }) => (commit ? `${repository}@${commit.slice(0, 7)}` : repository))
      .join(', '),
    filesOf(set).length === 0 ? 'no hash known' : String(filesOf(set).length),
    set.benchmarks.join(', '),
    set.note,
  ]);
  const titles = ['name', 'licence', 'origin', 'files with a hash', 'benchmarks', 'note'];
  terminal.result(
    textTable(
      titles.map((title) => ({ title, ...(title === 'files with a hash' && { right: true }) })),
      rows,
      terminal.colour,
    ),
  );
  return ExitCode.done;
}

/** `probity data get NAME`: the pinned files, every hash checked.
 *  @returns 2 when a file that was there differs from the published one, 4 when one could not be had */
export async function getData(
  name: string,
  flags: { readonly out?: string; readonly baseUrl?: string },
  terminal: Terminal,
): Promise<Code> {
  const set = dataSet(name);
  if (filesOf(set).length === 0) {
    const [origin] = set.origins;
    throw new UsageError(
      `data set "${name}": no hashes are pinned, so nothing is fetched unchecked; get ${set.note} from ${origin?.repository} yourself and give the folder with --data DIR`,
    );
  }
  const directory = flags.out ?? name;
  const baseUrl = flags.baseUrl ?? process.env.PROBITY_DATA_URL ?? DEFAULT_BASE_URL;
  if (!/^https?:\/\//u.test(baseUrl))
    throw new UsageError(`expected --base-url as http(s)://..., got "${baseUrl}"`);
  terminal.note(`${name}: ${set.licence}. ${set.note}`);
  const drawn = drawDownload(terminal);
  const files = await downloadDataSet(set, { directory, baseUrl, progress: drawn });
  drawn.end();
  const count = (state: string) => files.filter((file) => file.state === state).length;
  const failed = count('failed');
  const changed = count('changed');
  for (const { message } of files) if (message !== null) terminal.note(message);
  if (failed > 0)
    terminal.note(`${failed} of ${files.length} files are missing; the same command goes on from here`);
  terminal.result(
    terminal.json
      ? JSON.stringify({ name, directory, files })
      : `${directory}: ${count('downloaded')} downloaded, ${count('present')} there before, ${changed} changed, ${failed} failed`,
  );
  if (changed > 0) return ExitCode.usage;
  return failed > 0 ? ExitCode.incomplete : ExitCode.done;
}

/** `probity data verify DIR`: which files differ from the published ones, are missing, or are not of them.
 *  @returns 2 when any differs or is missing */
export async function verifyData(
  directory: string,
  flags: { readonly name?: string },
  terminal: Terminal,
): Promise<Code> {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`expected a folder, got "${directory}"`);
  const sets =
    flags.name === undefined
      ? builtinDataSets.filter((set) => isPresent(set, directory))
      : [dataSet(flags.name)];
  if (sets.length === 0) {
    throw new UsageError(
      `${directory} holds no file of a known data set; name the one it should hold with --name (${pinnedNames().join(', ')})`,
    );
  }
  const verified = await Promise.all(
    sets.map(async (set) => ({ name: set.name, files: await verifyDataSet(set, directory) })),
  );
  const wrong = verified.some(({ files }) =>
    files.some(({ state }) => state === 'differs' || state === 'missing'),
  );
  terminal.result(
    terminal.json
      ? JSON.stringify(verified)
      : verified
          .flatMap(({ name, files }) => [`${name}:`, ...files.map((file) => `  ${file.state}  ${file.path}`)])
          .join('\n'),
  );
  return wrong ? ExitCode.usage : ExitCode.done;
}

/** @throws UsageError with the nearest spelling */
function dataSet(name: string): DataSet {
  const found = builtinDataSets.find((set) => set.name === name);
  if (found) return found;
  const names = builtinDataSets.map((set) => set.name);
  throw new UsageError(unknownName('data set', name, names));
}

function pinnedNames(): string[] {
  return builtinDataSets.filter((set) => filesOf(set).length > 0).map(({ name }) => name);
}

/** A bar of the bytes of each file on a terminal, a line a file elsewhere. */
function drawDownload(terminal: Terminal): DownloadProgress & { end(): void } {
  let bar: SingleBar | null = null;
  return {
    onFile({ path, bytes }) {
      bar?.stop();
      bar = null;
      if (!terminal.interactive) {
        terminal.note(`${path}: ${bytes === null ? 'size unknown' : `${bytes.toLocaleString('en')} bytes`}`);
        return;
      }
      const format = bytes === null ? '  {path} {value} bytes' : '  {path} {bar} {percentage}%';
      bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
      bar.start(bytes ?? 0, 0, { path });
    },
    onBytes: (received) => bar?.update(received),
    end: () => bar?.stop(),
  };
}
