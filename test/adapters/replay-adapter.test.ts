import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayAdapter } from '../../src/adapters/replay-adapter.js';
import { FileError, UsageError } from '../../src/errors.js';
import { exampleRequest, exampleSettings, quietSignal } from './prompt-fixture.js';

describe('the replay adapter', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'replay-'));
  });
  afterAll(() => rm(directory, { recursive: true }));
  const open = async (csv: string, options: Record<string, string> = {}) => {
    await writeFile(join(directory, 'completions.csv'), csv);
    return replayAdapter.open(
      exampleSettings({ adapter: 'replay', model: 'completions.csv', directory, options }),
      {},
    );
  };
  const FULL =
    'probe,item_id,presentation_id,sample_index,model_requested,model_returned,completion_text,call_status,finish_reason,error_code,input_tokens,not_settable';

  test('gives back the text of the short form, quotes, line ends and all', async () => {
    const adapter = await open('\ufeffitem_id,completion_text\nitem-1,"He said ""A"",\r\nthen\u0007"\n');
    expect(await adapter.complete(exampleRequest(), quietSignal())).toMatchObject({
      text: 'He said "A",\r\nthen\u0007',
      status: 'ok',
      modelReturned: null,
      inputTokens: null,
      notSettable: [],
    });
  });

  test('one row of the short form answers every presentation of its item', async () => {
    const adapter = await open('item_id,completion_text,model\nitem-1,A,m1\n');
    const reply = await adapter.complete(exampleRequest({ presentationId: 'order-5' }), quietSignal());
    expect([reply.text, reply.modelReturned]).toEqual(['A', 'm1']);
  });

  test('tells samples apart', async () => {
    const adapter = await open('item_id,completion_text,sample_index\nitem-1,A,0\nitem-1,B,1\n');
    expect((await adapter.complete(exampleRequest({ sampleIndex: 1 }), quietSignal())).text).toBe('B');
  });

  test('tells probes and presentations apart where the file does, and keeps status and usage', async () => {
    const adapter = await open(
      `${FULL}\ntest_probe,item-1,order-0,0,m,m-1,The,truncated,length,,12,seed;logprobs\nother,item-1,order-0,0,m,m-1,B,ok,stop,,12,\n`,
    );
    expect(await adapter.complete(exampleRequest(), quietSignal())).toMatchObject({
      text: 'The',
      status: 'truncated',
      finishReason: 'length',
      modelReturned: 'm-1',
      inputTokens: 12,
      notSettable: ['seed', 'logprobs'],
    });
    await expect(
      adapter.complete(exampleRequest({ presentationId: 'order-1' }), quietSignal()),
    ).rejects.toThrow('presentation "order-1"');
  });

  test('an item that is not in the file is an error that says so, neither retryable nor fatal', async () => {
    const adapter = await open('item_id,completion_text\nitem-1,A\n');
    const error = await adapter
      .complete(exampleRequest({ itemId: 'item-2' }), quietSignal())
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'not_recorded', retryable: false, fatal: false });
    expect(String(error)).toContain('completions.csv: the file holds no completion of item "item-2"');
  });

  test('an empty cell is an empty reply, but no reply where the provider filtered it', async () => {
    const adapter = await open(
      `${FULL}\ntest_probe,item-1,order-0,0,m,m,,ok,stop,,,\ntest_probe,item-2,order-0,0,m,m,,filtered,,,,\n`,
    );
    expect((await adapter.complete(exampleRequest(), quietSignal())).text).toBe('');
    const filtered = await adapter.complete(exampleRequest({ itemId: 'item-2' }), quietSignal());
    expect([filtered.status, filtered.text]).toEqual(['filtered', null]);
  });

  test('a call recorded as failed fails again, unless a later row answers it', async () => {
    const failed = `test_probe,item-1,order-0,0,m,,,error,,server_error,,\n`;
    const adapter = await open(`${FULL}\n${failed}`);
    await expect(adapter.complete(exampleRequest(), quietSignal())).rejects.toMatchObject({
      code: 'recorded_error',
      retryable: false,
    });
    const answered = await open(`${FULL}\n${failed}test_probe,item-1,order-0,0,m,m,A,ok,stop,,,\n`);
    expect((await answered.complete(exampleRequest(), quietSignal())).text).toBe('A');
  });

  test('a file of several models needs to be told which', async () => {
    const csv = 'item_id,completion_text,model\nitem-1,A,m1\nitem-1,B,m2\n';
    await expect(open(csv)).rejects.toThrow(/2 models; choose one with the option model: m1, m2/);
    const adapter = await open(csv, { model: 'm2' });
    expect((await adapter.complete(exampleRequest(), quietSignal())).text).toBe('B');
    await expect(open(csv, { model: 'm3' })).rejects.toThrow('no completions of the model "m3"');
  });

  test('every row that cannot be used is named with its line', async () => {
    const opened = open(
      `item_id,completion_text,sample_index,call_status\nitem-1,A,0,ok\nitem-1,B,0,ok\nitem-2,A,x,ok\nitem-3,A,0,fine\n`,
    );
    await expect(opened).rejects.toThrow(FileError);
    await expect(opened).rejects.toThrow(
      /csv:3:1: a second completion of item "item-1"\n.*csv:4:1: expected sample_index.*"x"\n.*csv:5:1: expected call_status.*"fine"/,
    );
  });

  test.each([
    ['id,text\n1,A\n', UsageError, /columns item_id and completion_text, got id, text/],
    ['item_id,completion_text\n', UsageError, /holds no completions/],
    ['', UsageError, /holds no completions/],
    ['item_id,completion_text\n1,A,B\n', FileError, /completions\.csv:2:1: /],
  ])('refuses the file %j', async (csv, kind, message) => {
    const opened = open(csv);
    await expect(opened).rejects.toThrow(kind);
    await expect(opened).rejects.toThrow(message);
  });

  test('a file that is not there is named before anything runs', async () => {
    const settings = exampleSettings({ adapter: 'replay', model: 'absent.csv', directory });
    await expect(replayAdapter.open(settings, {})).rejects.toThrow(/absent\.csv: cannot be read/);
  });
});
