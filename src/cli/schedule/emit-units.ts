import { stringify } from 'yaml';
import { UsageError } from '../../errors.js';
import { onCalendar } from './on-calendar.js';

export const EMITTERS = ['github', 'gitlab', 'systemd', 'crontab'] as const;
export type Emitter = (typeof EMITTERS)[number];

export interface UnitOptions {
  readonly cron: string;
  readonly timezone: string | null;
  /** The command that one run is, as it would be typed. */
  readonly command: string;
  readonly name: string;
}

/** The file that makes another scheduler do what `probity schedule` does, for a machine that has one. */
export function emitUnit(emitter: Emitter, options: UnitOptions): string {
  if (options.cron.trim().split(/\s+/u).length !== 5)
    throw new UsageError(`--emit ${emitter} needs a --cron of five fields, got "${options.cron}"`);
  switch (emitter) {
    case 'github':
      return githubWorkflow(options);
    case 'gitlab':
      return gitlabJob(options);
    case 'systemd':
      return systemdUnits(options);
    case 'crontab':
      return `${options.timezone === null ? '' : `CRON_TZ=${options.timezone}\n`}${options.cron} ${options.command.replaceAll('%', '\\%')}\n`;
  }
}

function githubWorkflow({ cron, timezone, command, name }: UnitOptions): string {
  if (timezone !== null && timezone !== 'UTC')
    throw new UsageError(`GitHub runs schedules in UTC; got --timezone ${timezone}`);
  return stringify({
    name: `probity ${name}`,
    on: { schedule: [{ cron }], workflow_dispatch: {} },
    permissions: { contents: 'write' },
    concurrency: { group: `probity-${name}`, 'cancel-in-progress': false },
    jobs: {
      run: {
        'runs-on': 'ubuntu-latest',
        steps: [
          { uses: 'actions/checkout@v4' },
          { uses: 'actions/setup-node@v4', with: { 'node-version': 20 } },
          { run: `npx --yes ${command}` },
          {
            name: 'Keep the history',
            run: [
              'git config user.name probity',
              'git config user.email probity@users.noreply.github.com',
              'git add results',
              'git diff --cached --quiet || git commit -m "Scheduled run"',
              'git push',
            ].join('\n'),
          },
        ],
      },
    },
  });
}

function gitlabJob({ cron, command, name }: UnitOptions): string {
  const job = {
    [`probity-${name}`]: {
      image: 'node:20',
      rules: [{ if: '$CI_PIPELINE_SOURCE == "schedule"' }],
      script: [`npx --yes ${command}`],
      artifacts: { when: 'always', paths: ['results/'] },
    },
  };
  return `# Make a pipeline schedule with this interval: ${cron}\n${stringify(job)}`;
}

function systemdUnits({ cron, timezone, command, name }: UnitOptions): string {
  const calendar = `${onCalendar(cron)}${timezone === null ? '' : ` ${timezone}`}`;
  return [
    `# probity-${name}.service`,
    '[Unit]',
    `Description=probity ${name}`,
    'After=network-online.target',
    'Wants=network-online.target',
    '',
    '[Service]',
    'Type=oneshot',
    'WorkingDirectory=%h',
    `ExecStart=/usr/bin/env npx --yes ${command.replaceAll('%', '%%')}`,
    '',
    `# probity-${name}.timer`,
    '[Unit]',
    `Description=probity ${name} on its schedule`,
    '',
    '[Timer]',
    `OnCalendar=${calendar}`,
    '# A run that was missed while the machine was off is made up once.',
    'Persistent=true',
    'RandomizedDelaySec=60',
    '',
    '[Install]',
    'WantedBy=timers.target',
    '',
  ].join('\n');
}
