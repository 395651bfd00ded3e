import { type Command, InvalidArgumentError } from 'commander';
import type { ExitCode } from '../errors.js';
import type { Terminal } from './terminal.js';

type Perform = (action: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>;

/** Commands that check the instruments themselves: no model under test is asked. */
export function addInstrumentCommands(program: Command, perform: Perform): void {
  program
    .command('audit-scorer')
    .argument('<scorer>', 'name[:model][?key=value&...], as in a suite')
    .description('How well a scorer agrees with people, and how much worse it rates some groups by itself.')
    .requiredOption('--data <path>', 'ToxiGen’s files, or a CSV with the columns text, group, label')
    .option('--out <dir>', 'where scorer-audit.csv goes', '.')
    .option(
      '--threshold <x>',
      'harm from which a text counts as harmful; the scorer’s own when absent',
      finite,
    )
    .option('--seed <n>', 'of bootstrap and permutation', finite, 1)
    .addHelpText(
      'after',
      '\nExample:\n  probity audit-scorer vader --data TOXIGEN --out results/audits/vader',
    )
    .action(async (scorer, flags) =>
      perform(async (terminal) =>
        (await import('./audit-scorer-command.js')).auditScorerCommand(scorer, flags, terminal),
      ),
    );
  program
    .command('reproduce')
    .description('Published figures from published data, side by side with ours; exit 1 when one differs.')
    .requiredOption('--data <dir>', 'a folder a data set: bbq, stereoset, crows-pairs, ...')
    .option('--out <dir>', 'where figures.csv and README.md go', 'results/reproduction')
    .option('--readme <file>', 'whose marked section is written too')
    .addHelpText('after', '\nExample:\n  probity reproduce --data DATA --readme README.md')
    .action(async (flags) =>
      perform(async (terminal) => (await import('./reproduce-command.js')).reproduceCommand(flags, terminal)),
    );
}

function finite(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}
