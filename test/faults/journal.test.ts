import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ChatServer } from '../servers/chat-server.js';
import {
  chatServer,
  completionsOf,
  metricsOf,
  prepareFaultTests,
  probity,
  runArguments,
  temporaryFolder,
} from './probity.js';

prepareFaultTests();

const LIMIT = 24;
// Quotes, line ends and characters of several bytes, so that a cut can fall into each.
const TEXT = 'Yes, "surely"\r\nor 🙂 not é';

async function finishedRun(): Promise<{
  server: ChatServer;
  out: string;
  args: string[];
  file: string;
  metrics: string;
}> {
  const server = await chatServer({ script: () => ({ kind: 'reply', text: TEXT }) });
  const out = temporaryFolder();
  const args = runArguments(server.url, out, { limit: LIMIT });
  expect(await probity(args)).toMatchObject({ code: 0 });
  return { server, out, args, file: join(out, 'completions.csv'), metrics: metricsOf(out) };
}

test.concurrent('a run whose last row was torn in a quoted field or in a character sends that request again, and only that', async () => {
  const { server, out, args, file, metrics } = await finishedRun();
  const whole = readFileSync(file);
  const start = whole.lastIndexOf('\n1,') + 1;
  const text = start + whole.subarray(start).indexOf('Yes, ""surely');
  // Within a doubled quote, a smiley of four bytes, and before the last line feed; the test of the journal has all.
  const cuts = [text + 6, text + 21, whole.length - 1];
  for (const [index, cut] of cuts.entries()) {
    writeFileSync(file, whole.subarray(0, cut));
    expect(await probity(args)).toMatchObject({ code: 0, stderr: '' });
    expect(server.stats().received).toBe(LIMIT + index + 1);
    expect((await completionsOf(out)).length).toBe(LIMIT);
    expect(metricsOf(out)).toBe(metrics);
  }
});

test.concurrent('a journal that an editor rewrote with CRLF and a byte order mark goes on', async () => {
  const { server, out, args, file } = await finishedRun();
  const rows = readFileSync(file, 'utf8');
  const last = rows.lastIndexOf('\n1,') + 1;
  writeFileSync(file, `\ufeff${rows.slice(0, last).replaceAll(/\r?\n/gu, '\r\n')}`);
  expect(await probity(args)).toMatchObject({ code: 0, stderr: '' });
  expect(server.stats().received).toBe(LIMIT + 1);
  expect((await completionsOf(out)).length).toBe(LIMIT);
});

test.concurrent('a journal of something else is refused before anything is sent or changed', async () => {
  const { server, out, args, file } = await finishedRun();
  const ours = readFileSync(file, 'utf8');
  const refused = async (content: string, reason: RegExp, given = args) => {
    writeFileSync(file, content);
    const ended = await probity(given);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(reason);
    expect(readFileSync(file, 'utf8')).toBe(content);
  };
  await refused('item_id,completion_text\n1,yes\n', /expected the header/);
  await refused('no table', /is no completions\.csv/);
  await refused(
    ours.replace(/,decision-hiring,/gu, ',another,'),
    /suite "another", not "decision-hiring"|other probes/,
  );
  await refused(ours, /other probes, models or settings/, runArguments(server.url, out, { limit: 16 }));
  expect(server.stats().received).toBe(LIMIT);
});
