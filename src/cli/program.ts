import { Command, CommanderError, Option } from 'commander';
import { type ExitCode as Code, ExitCode, ProbityError } from '../errors.js';
import { VERSION } from '../records/version.js';
import { addDataCommands } from './data-commands.js';
import { addInstrumentCommands } from './instrument-commands.js';
import { amount, collect, natural, parseShard, positive } from './option-values.js';
import { addResultsCommands } from './results-commands.js';
import { openTerminal, type Terminal } from './terminal.js';

const FROM_HELP =
  'run folder, or RUN#model, whose variances the power of gates is planned with; of two models their differences';

type Action = (terminal: Terminal) => Promise<Code>;

/** Runs the command line. @returns the exit code */
export async function main(argv: readonly string[]): Promise<Code> {
  let code: Code = ExitCode.done;
  const program = buildProgram(async (action) => {
    code = await action(openTerminal(program.opts()));
  });
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    if (error instanceof ProbityError) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    // A bug, not the user's mistake: the trace is what a report of it needs.
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return ExitCode.gateFailed;
  }
}

function buildProgram(perform: (action: Action) => Promise<void>): Command {
  const program = new Command('probity')
    .description('Measure the bias of hosted language models.')
    .option('--json', 'machine-readable result on stdout')
    .option('--quiet', 'no progress and no notes')
    .option('--no-color', 'no colour (NO_COLOR is respected too)')
    .version(VERSION, '--version', 'version of probity')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .addHelpText('after', example('probity run', 'probity run --model openai:gpt-5-mini'));
  withSuiteOptions(program.command('run').argument('[suite]', 'suite file, or quickstart, ci, full'))
    .description('Run a suite and write a run folder. Without a suite: the quickstart on the embedded model.')
    .option('--out <dir>', 'run folder; an interrupted run goes on in it')
    .option('--shard <i/n>', 'only part i of n', parseShard)
    .addOption(
      new Option('--record <file>', 'add every answer to this cassette').conflicts(['batch', 'queue']),
    )
    .addOption(
      new Option(
        '--replay <file>',
        'answer every request from this cassette; sends nothing, needs no key',
      ).conflicts(['batch', 'queue', 'record']),
    )
    .option('--reuse <run>', 'run folder whose answers are taken over instead of being paid again')
    .option('--from <run>', FROM_HELP, collect)
    .option('--force', 'run also gates that could not see their margin')
    .option('--part-megabytes <n>', 'begin another completions file beyond so much (1024)', positive)
    .option('--compress-parts', 'pack full completions files')
    .option(
      '--batch',
      'send requests as batches: half the price, within a day, goes on after any interruption',
    )
    .option('--queue <redis-url>', 'hand requests to workers (probity worker) through Redis')
    .option('--poll <seconds>', 'with --batch: between two looks at a batch, 30 unless given', amount)
    .option('--until-decided', 'ask cluster by cluster and end as soon as every gate is decided')
    .option(
      '--baseline <run>',
      'with --until-decided: run folder, or RUN#model, that gates are decided against',
    )
    .addOption(undecidedOption())
    .addHelpText('after', example('probity run --model openai:gpt-5-mini --out results/runs/mini'))
    .action(async (suite, flags) =>
      perform(async (terminal) => (await import('./run-command.js')).runCommand(suite, flags, terminal)),
    );
  withSuiteOptions(program.command('score').argument('<suite-or-benchmark>', 'suite file, or a benchmark'))
    .description('Score and aggregate completions that something else produced.')
    .requiredOption(
      '--completions <file>',
      'completions.csv, or item_id,completion_text[,model][,sample_index], or item_id,option_id,log_likelihood[,model]',
    )
    .requiredOption('--out <dir>', 'run folder')
    .addHelpText(
      'after',
      example('probity score bbq --data BBQ --completions answers.csv --out results/runs/bbq'),
    )
    .action(async (what, flags) =>
      perform(async (terminal) => (await import('./score-command.js')).scoreCommand(what, flags, terminal)),
    );
  withSuiteOptions(program.command('plan').argument('[suite]', 'suite file, or quickstart, ci, full'))
    .description('What a run would ask, cost and take, and what its gates could see. Sends nothing.')
    .option('--from <run>', FROM_HELP, collect)
    .option('--batch', 'as batches: half the price, within a day')
    .addHelpText('after', example('probity plan full --model openai:gpt-5-mini'))
    .action(async (suite, flags) =>
      perform(async (terminal) => (await import('./plan-command.js')).planCommand(suite, flags, terminal)),
    );
  program
    .command('compare')
    .argument('<run...>', 'baseline and candidate: run folders, or RUN#model; more of them: every pair')
    .description('Decide whether a candidate is more biased than a baseline, paired by item.')
    .option(
      '--out <dir>',
      'where comparison.csv, comparison.md and junit.xml go; default: the candidate’s folder',
    )
    .option(
      '--margin <metric=x>',
      'smallest change that matters, METRIC=X or METRIC/GROUP=X; repeatable',
      collect,
    )
    .addOption(undecidedOption())
    .addOption(
      new Option(
        '--series <order>',
        'instead: slope along an ordered family, RUN#model=7B by size or RUN#model=2025-01-31 by date',
      ).choices(['size', 'date']),
    )
    .addHelpText(
      'after',
      example('probity compare results/runs/now results/runs/new --margin bbq_amb_net=0.05'),
    )
    .action(async (runs, flags) =>
      perform(async (terminal) =>
        (await import('./compare-command.js')).compareCommand(runs, flags, terminal),
      ),
    );
  program
    .command('report')
    .argument('<run...>', 'run folders')
    .description('Rebuild the reports of run folders from their tables, or print one in another format.')
    .option('--format <format>', 'latex, markdown, csv, json, html or model-card, on stdout')
    .option('--spreadsheet-safe', 'with csv: neutralise text that a spreadsheet would run as a formula')
    .addHelpText('after', example('probity report results/runs/mini --format latex'))
    .action(async (folders, flags) =>
      perform(async (terminal) =>
        (await import('./report-command.js')).reportCommand(folders, flags, terminal),
      ),
    );
  addResultsCommands(program, perform);
  program
    .command('merge')
    .argument('<run...>', 'run folders of one run: its shards, or its parts')
    .description('Join shards or partial runs into one run folder.')
    .requiredOption('--out <dir>', 'run folder')
    .addHelpText('after', example('probity merge shard-1 shard-2 --out results/runs/whole'))
    .action(async (folders, flags) =>
      perform(async (terminal) =>
        (await import('./merge-command.js')).mergeCommand(folders, flags, terminal),
      ),
    );
  program
    .command('worker')
    .description('Ask models for runs on other machines, with the keys of this one, until stopped.')
    .requiredOption('--queue <redis-url>', 'the queue of `run --queue`')
    .option('--concurrency <n>', 'requests in flight at once, an account (16)', positive)
    .option(
      '--allow <origin>',
      'let jobs ask this address too, not only the providers’ own; repeatable',
      collect,
    )
    .option('--lost-after <seconds>', 'silence after which others do the jobs of a worker (30)', amount)
    .addHelpText('after', example('probity worker --queue redis://queue.internal:6379 --concurrency 64'))
    .action(async (flags) =>
      perform(async (terminal) => (await import('./worker-command.js')).workerCommand(flags, terminal)),
    );
  addProbesCommand(program, perform);
  addDataCommands(program, perform);
  addInstrumentCommands(program, perform);
  program
    .command('init')
    .description('Write a starter suite, its probes and a CI workflow into the current folder.')
    .addHelpText('after', example('probity init && probity plan my-model.suite.yaml'))
    .action(async () =>
      perform(async (terminal) => (await import('./init-command.js')).initCommand(terminal)),
    );
  return program;
}

function addProbesCommand(program: Command, perform: (action: Action) => Promise<void>): void {
  const probes = program
    .command('probes')
    .description('Probes and benchmarks that ship; lint of your own.')
    .addHelpText('after', example('probity probes list', 'probity probes show ambiguous-age'));
  probes
    .command('list')
    .description('Every probe and benchmark: what it asks, how much, what it needs.')
    .addHelpText('after', example('probity probes list'))
    .action(async () =>
      perform(async (terminal) => (await import('./probes-command.js')).listProbes(terminal)),
    );
  probes
    .command('show')
    .argument('<name>', 'a probe or benchmark that ships, or a probe file')
    .description('One probe: what it measures, its limits, its metrics, one rendered item.')
    .addHelpText('after', example('probity probes show ambiguous-age'))
    .action(async (name) =>
      perform(async (terminal) => (await import('./probes-command.js')).showProbe(name, terminal)),
    );
  probes
    .command('check')
    .argument('<file...>', 'probe and suite files')
    .description('Find every mistake of probe and suite files.')
    .addHelpText('after', example('probity probes check my.probe.yaml my.suite.yaml'))
    .action(async (files) =>
      perform(async (terminal) => (await import('./probes-command.js')).checkFiles(files, terminal)),
    );
}

function undecidedOption(): Option {
  return new Option('--undecided <what>', 'whether an undecided gate fails (exit 3) or passes')
    .choices(['fail', 'pass'])
    .default('fail');
}

function withSuiteOptions(command: Command): Command {
  return command
    .option(
      '--model <spec>',
      'adapter:model[?key=value&...]; repeatable, replaces the suite’s models',
      collect,
    )
    .option(
      '--probe <file-or-name>',
      'a probe file, or a probe or benchmark that ships; repeatable, replaces the suite’s probes',
      collect,
    )
    .option('--data <dir>', 'the publisher’s files of a benchmark')
    .option('--words <file>', 'CSV of your word lists (role,list,word) for metrics of words')
    .option('--limit <n>', 'at most n items a probe', positive)
    .option('--samples <k>', 'calls of each presentation', positive)
    .option('--seed <n>', 'of sampling, bootstrap and permutation', natural)
    .option('--concurrency <n>', 'requests in flight at once, a model', positive)
    .option('--max-usd <x>', 'stop before the run costs more', amount)
    .option('--max-requests <n>', 'stop after n requests', positive);
}

function example(...lines: readonly string[]): string {
  return `\n${lines.length > 1 ? 'Examples' : 'Example'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
