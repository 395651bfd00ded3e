import type { Command } from 'commander';
import type { ExitCode } from '../errors.js';
import { collect, positive } from './option-values.js';
import type { Terminal } from './terminal.js';

type Perform = (action: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>;

/** Commands about runs that are done: publishing them, and what became of them over time. */
export function addResultsCommands(program: Command, perform: Perform): void {
  program
    .command('publish')
    .argument('<run...>', 'run folders')
    .description(
      'Put tables and manifest of runs under results/<suite>/<model>/<date>/ and rebuild the index.',
    )
    .option('--results <dir>', 'folder of published results', 'results')
    .option('--withhold-text', 'leave prompts and completions out, keep their hashes')
    .addHelpText('after', '\nExample:\n  probity publish results/runs/mini --withhold-text')
    .action(async (folders, flags) =>
      perform(async (terminal) =>
        (await import('./publish-command.js')).publishCommand(folders, flags, terminal),
      ),
    );
  program
    .command('drift')
    .argument('<suite>', 'name of a suite with a history')
    .description('What moved since the reference run: a test that may be looked at after every run.')
    .option('--results <dir>', 'folder of published results', 'results')
    .option('--record <run>', 'run folder that is added to the history first; repeatable', collect)
    .option('--margin <metric=x>', 'smallest change that matters; repeatable', collect)
    .addHelpText(
      'after',
      '\nExample:\n  probity drift quickstart --record results/runs/today --margin denial_rate=0.05',
    )
    .action(async (suite, flags) =>
      perform(async (terminal) => (await import('./drift-command.js')).driftCommand(suite, flags, terminal)),
    );
  program
    .command('schedule')
    .argument('[suite]', 'suite file, or quickstart, ci, full')
    .description('Run a suite on a schedule, keep a history, tell of drift. Stays in the foreground.')
    .option('--cron <expression>', 'when, as five fields')
    .option('--timezone <name>', 'of the expression, for example Europe/Berlin; the machine’s when absent')
    .option('--jitter <seconds>', 'start up to so much later, at random', Number, 0)
    .option('--once', 'run now, then end')
    .option('--emit <scheduler>', 'print the unit for github, gitlab, systemd or crontab instead')
    .option('--results <dir>', 'folder of histories and published results', 'results')
    .option('--model <spec>', 'repeatable, replaces the suite’s models', collect)
    .option('--margin <metric=x>', 'smallest change that matters; repeatable', collect)
    .option('--no-retest', 'do not ask a part of the suite twice to learn the noise between two askings')
    .option('--publish', 'publish each complete run')
    .option('--withhold-text', 'with --publish: leave prompts and completions out')
    .option('--on-drift <command>', 'run when something newly moved, with the verdict as JSON on its stdin')
    .option('--webhook <url>', 'posted to when something newly moved; signed with PROBITY_WEBHOOK_SECRET')
    .addHelpText(
      'after',
      '\nExample:\n  probity schedule ci --cron "0 3 * * *" --timezone Europe/Berlin --publish',
    )
    .action(async (suite, flags) =>
      perform(async (terminal) =>
        (await import('./schedule-command.js')).scheduleCommand(suite, flags, terminal),
      ),
    );
  program
    .command('export')
    .argument('<run>', 'run folder')
    .description('Write the tables of a run folder in another format.')
    .requiredOption('--format <name>', 'parquet')
    .option('--out <dir>', 'where the files go; the run folder when absent')
    .addHelpText('after', '\nExample:\n  probity export results/runs/mini --format parquet')
    .action(async (folder, flags) =>
      perform(async (terminal) =>
        (await import('./export-command.js')).exportCommand(folder, flags, terminal),
      ),
    );
  program
    .command('view')
    .argument('<run...>', 'run folders, also of a run under way')
    .description('Serve reports to a browser on this machine; a run under way is shown as far as it is.')
    .option('--port <n>', '0: any that is free', Number, 0)
    .option('--host <name>', 'interface; named only to be reached from elsewhere', '127.0.0.1')
    .addHelpText('after', '\nExample:\n  probity view results/runs/mini --port 8400')
    .action(async (folders, flags) =>
      perform(async (terminal) => (await import('./view-command.js')).viewCommand(folders, flags, terminal)),
    );
  program
    .command('calibrate')
    .argument('[suite]', 'suite file, or quickstart, ci, full; default: ci')
    .description('Show on simulated models with planted truth what intervals cover and what gates decide.')
    .option('--seeds <n>', 'simulated comparisons; 500 take minutes', positive, 500)
    .option('--out <dir>', 'where calibrate.csv and calibrate.md go', 'results/calibration')
    .option('--false-alarms', 'only how often gates call equal models regressed: about half the work')
    .option('--check <file>', 'instead: whether a calibrate.csv is that of this version; exit 1 if not')
    .addHelpText('after', '\nExample:\n  probity calibrate ci --seeds 100 --out results/runs/calibration')
    .action(async (suite, flags) =>
      perform(async (terminal) =>
        (await import('./calibrate-command.js')).calibrateCommand(suite, flags, terminal),
      ),
    );
}
