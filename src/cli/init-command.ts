import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { VERSION } from '../records/version.js';
import { SHIPPED } from './suite-options.js';
import type { Terminal } from './terminal.js';

const SUITE = `# yaml-language-server: $schema=./node_modules/probity/probes/suite.schema.json
suite: my-model
description: What we watch on our model. "probity plan my-model.suite.yaml" says what a run costs.
seed: 1
models:
  - id: candidate
    adapter: openai            # or huggingface, ollama, vllm, openrouter, ...; "simulated" needs no key
    model: gpt-5-mini          # the key is read from OPENAI_API_KEY
    limits: { concurrency: 16 }
probes:
  - file: probes/ambiguous-age.probe.yaml
    select: { limit: 192 }
  - file: probes/decision-hiring.probe.yaml
    select: { limit: 448 }
budget: { requests: 3000 }
gates:
  # What 16 scenes can see ("probity plan"); more scenes make a smaller margin visible.
  - { metric: bbq_amb_net, margin: 0.15 }
`;

const WORKFLOW = `name: bias
on:
  pull_request:
  workflow_dispatch:
jobs:
  probity:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 20 }
      - run: npx --yes probity@${VERSION} run my-model.suite.yaml --out results/runs/candidate
        env:
          OPENAI_API_KEY: \${{ secrets.OPENAI_API_KEY }}
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: probity, path: results/runs/candidate }
`;

/** `probity init`: a starter suite with its probes and a CI workflow. Overwrites nothing. */
export function initCommand(terminal: Terminal): Code {
  const files = new Map<string, (path: string) => void>([
    ['my-model.suite.yaml', (path) => writeFileSync(path, SUITE)],
    ['.github/workflows/bias.yml', (path) => writeFileSync(path, WORKFLOW)],
    ...['ambiguous-age', 'decision-hiring'].map(
      (name) =>
        [
          `probes/${name}.probe.yaml`,
          (path: string) => copyFileSync(join(SHIPPED, `${name}.probe.yaml`), path),
        ] as const,
    ),
  ]);
  const taken = [...files.keys()].filter((path) => existsSync(path));
  if (taken.length > 0) throw new UsageError(`already here: ${taken.join(', ')}; init overwrites nothing`);
  for (const [path, write] of files) {
    mkdirSync(dirname(path), { recursive: true });
    write(path);
  }
  terminal.result(
    terminal.json
      ? JSON.stringify({ files: [...files.keys()] })
      : [...files.keys()].map((path) => `wrote ${path}`).join('\n'),
  );
  terminal.note('\nnext: probity plan my-model.suite.yaml');
  return ExitCode.done;
}
