import type { Command } from 'commander';
import type { ExitCode } from '../errors.js';
import type { Terminal } from './terminal.js';

type Perform = (action: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>;

/** Commands about the publishers' data: where they live, getting them, telling whether a copy is theirs. */
export function addDataCommands(program: Command, perform: Perform): void {
  const data = program
    .command('data')
    .description('The publishers’ data sets: where they live, getting them, checking a copy.')
    .addHelpText('after', '\nExample:\n  probity data get crows-pairs --out data/crows-pairs');
  data
    .command('list')
    .description('Every data set: licence, origin, pinned commit, files, the benchmarks that read it.')
    .addHelpText('after', '\nExample:\n  probity data list')
    .action(async () => perform(async (terminal) => (await import('./data-command.js')).listData(terminal)));
  data
    .command('get')
    .argument('<name>', 'a data set')
    .description('Download the pinned files and check every hash; goes on where it stopped.')
    .option('--out <dir>', 'folder; default: the name of the data set')
    .option('--base-url <url>', 'a mirror that serves OWNER/NAME/COMMIT/PATH (or PROBITY_DATA_URL)')
    .addHelpText('after', '\nExample:\n  probity data get winobias --out data/winobias')
    .action(async (name, flags) =>
      perform(async (terminal) => (await import('./data-command.js')).getData(name, flags, terminal)),
    );
  data
    .command('verify')
    .argument('<dir>', 'the publisher’s repository as cloned, or a flat folder of its files')
    .description('Which files differ from the published ones, are missing, or are not of them.')
    .option('--name <name>', 'the data set; default: every one that the folder holds files of')
    .addHelpText('after', '\nExample:\n  probity data verify data/winobias')
    .action(async (directory, flags) =>
      perform(async (terminal) => (await import('./data-command.js')).verifyData(directory, flags, terminal)),
    );
}
