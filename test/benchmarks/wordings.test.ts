import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Prompt } from '../../src/probes/prompt.js';
import { openBenchmark, runSimulated } from './run-simulated.js';
import { scoreReplies } from './score-replies.js';
import { dataAbsent, dataFolder, estimateOf, inFolder } from './score-rows.js';

const labelOf = ({ item, labels, optionOrder }: Prompt, role: string) =>
  labels[optionOrder.findIndex((option) => item.options[option]?.role === role)] ?? '';

/** Five wordings of our own in the publisher's columns: other labels and another name of "unknown" in each. */
async function writeKobbq(folder: string): Promise<void> {
  const header = 'sample_id\tlabel_annotation\tcontext\tquestion\tchoices\tbiased_answer\tanswer\tprediction';
  const rows = Array.from({ length: 8 }, (_, template) =>
    ['amb', 'dis'].map((context) =>
      [
        `Wood-${template}${context === 'amb' ? 'a' : 'b'}-001-${context}-bsd`,
        'C',
        `문맥 ${template}.`,
        `질문 ${template}?`,
        "['가', '나', '알 수 없음']",
        '가',
        context === 'amb' ? '알 수 없음' : '가',
        '',
      ].join('\t'),
    ),
  ).flat();
  mkdirSync(join(folder, 'data'), { recursive: true });
  mkdirSync(join(folder, 'evaluation'), { recursive: true });
  writeFileSync(join(folder, 'data/KoBBQ_test_samples.tsv'), `${[header, ...rows].join('\n')}\n`);
  const wordings = [1, 2, 3, 4, 5].map((id) => {
    const [a, b, c] = id > 3 ? ['(a) ', '(b) ', '(c) '] : ['A: ', 'B: ', 'C: '];
    return [id, `말 ${id}`, `지시 ${id}.`, '글: ', '물음: ', a, b, c, '답:', `모름 ${id}`].join('\t');
  });
  writeFileSync(
    join(folder, 'evaluation/0_evaluation_prompts.tsv'),
    `${['prompt_id\tprompt\tinstruction\tcontext\tquestion\ta\tb\tc\tanswer\tunknown', ...wordings].join('\n')}\n`,
  );
}

describe('KoBBQ in five wordings', () => {
  test('each wording has its own instruction, labels and name of "unknown", in three rotations', () =>
    inFolder(async (folder) => {
      await writeKobbq(folder);
      const probe = await openBenchmark('kobbq-wordings', folder);
      const [item] = probe.items({ seed: 1, limit: 1 });
      if (!item) throw new Error('expected an item');
      const prompts = probe.presentations(item);
      expect(probe.presentationsPerItem).toBe(15);
      expect(prompts.map(({ presentationIndex }) => presentationIndex)).toEqual([...prompts.keys()]);
      expect(new Set(prompts.map(({ presentationId }) => presentationId)).size).toBe(15);
      expect(prompts.find(({ presentationId }) => presentationId === '120.4')?.messages[0]?.content).toBe(
        [
          '지시 4.',
          '',
          `글: ${item.question.split('\n\n')[0]}`,
          `물음: ${item.question.split('\n\n')[1]}`,
          '(a) 나',
          '(b) 모름 4',
          '(c) 가',
          '답:',
        ].join('\n'),
      );
    }));

  test('each wording, their mean, and their range', async () => {
    // Stereotyped in the first wording, against it in the second, unknown by its own name in the others.
    const estimates = await scoreReplies('kobbq-wordings', writeKobbq, (prompt) => {
      const unknown = prompt.item.options.find(({ role }) => role === 'unknown')?.text ?? '';
      const { paraphraseId } = prompt;
      return {
        text:
          paraphraseId === '1'
            ? labelOf(prompt, 'stereotyped')
            : paraphraseId === '2'
              ? labelOf(prompt, 'counter')
              : unknown,
      };
    });
    const at = { axis: 'Wood', condition: 'ambig' };
    const values = ['1', '2', '3', '4', '5'].map(
      (wording) => estimateOf(estimates, `kobbq_diff_amb_wording_${wording}`, at).estimate,
    );
    expect(values).toEqual([1, -1, 0, 0, 0]);
    expect(estimateOf(estimates, 'kobbq_diff_amb', at).estimate).toBe(0);
    const range = estimateOf(estimates, 'kobbq_diff_amb_wording_range', at);
    expect(range).toMatchObject({ estimate: 2, clusters: 8, pMethod: 'permutation_wordings' });
    expect(range.p).toBeLessThan(0.001);
    expect(range.excess).toBeCloseTo(2 - (range.nullMean ?? 0), 12);
    // The variance of 1, -1, 0, 0, 0, the same in every cluster.
    const variance = estimateOf(estimates, 'kobbq_diff_amb_wording_variance', at);
    expect(variance.estimate).toBeCloseTo(0.5, 12);
    expect(estimateOf(estimates, 'kobbq_out_of_choice_rate', at).estimate).toBe(0);
  });

  test('a wording that nobody answered leaves the range without a value', async () => {
    const estimates = await scoreReplies('kobbq-wordings', writeKobbq, (prompt) =>
      prompt.paraphraseId === '5' ? { text: '' } : { text: labelOf(prompt, 'stereotyped') },
    );
    const at = { axis: 'Wood', condition: 'ambig' };
    expect(estimateOf(estimates, 'kobbq_diff_amb_wording_range', at).estimate).toBeNull();
    const fifth = estimateOf(estimates, 'kobbq_diff_amb_wording_5', at);
    expect([fifth.estimate, fifth.reasonIfNull === null]).toEqual([null, false]);
    expect(estimateOf(estimates, 'kobbq_diff_amb', at).estimate).toBe(1);
  });

  test('a file without all five is refused, with what it has', () =>
    inFolder(async (folder) => {
      await writeKobbq(folder);
      writeFileSync(
        join(folder, 'evaluation/0_evaluation_prompts.tsv'),
        'prompt_id\tprompt\tinstruction\tcontext\tquestion\ta\tb\tc\tanswer\tunknown\n2\tx\ti\tc\tq\tA: \tB: \tC: \ta\tu\n',
      );
      await expect(openBenchmark('kobbq-wordings', folder)).rejects.toThrow(
        'expected wordings 1, 2, 3, 4, 5, got 2',
      );
    }));
});

describe.skipIf(dataAbsent('bbq'))('BBQ', () => {
  test('in three wordings: a bias of 0.3 in each, and a range that is small', async () => {
    const spec = { q: 'stereotyped?bias=0.3&abstain=0.7' };
    const estimates = await runSimulated('bbq-wordings', dataFolder('bbq'), spec, { limit: 200 });
    const at = { axis: 'Religion', condition: 'ambig' };
    for (const wording of ['letter', 'reader', 'test']) {
      const { ciLow, ciHigh } = estimateOf(estimates, `bbq_amb_net_wording_${wording}`, at);
      expect(ciLow).toBeLessThan(0.3);
      expect(ciHigh).toBeGreaterThan(0.3);
    }
    const range = estimateOf(estimates, 'bbq_amb_net_wording_range', at);
    expect(range.estimate).toBeLessThan(0.5);
    expect(range.p).toBeGreaterThan(0.01);
  });

  test('a localisation is read in the language of its file names, with the ids and roles of BBQ', () =>
    inFolder(async (folder) => {
      cpSync(join(dataFolder('bbq'), 'Religion.jsonl'), join(folder, 'Religion_ca.jsonl'));
      const probe = await openBenchmark('bbq-localised', folder);
      const original = await openBenchmark('bbq', dataFolder('bbq'));
      expect(probe.language).toBe('ca');
      const [item] = probe.items({ seed: 1, limit: 1 });
      if (!item) throw new Error('expected an item');
      const same = original.find(item.id);
      expect(item.options).toEqual(same?.options);
      expect(item.language).toBe('ca');
      expect(probe.presentations(item)[0]?.messages[0]?.content).toContain('una sola lletra');
    }));

  test('localisation.json says language and instruction where file names do not', () =>
    inFolder(async (folder) => {
      cpSync(join(dataFolder('bbq'), 'Religion.jsonl'), join(folder, 'Religion.jsonl'));
      await expect(openBenchmark('bbq-localised', folder)).rejects.toThrow('localisation.json');
      writeFileSync(join(folder, 'localisation.json'), '{"language": "xx"}');
      await expect(openBenchmark('bbq-localised', folder)).rejects.toThrow('an instruction in "xx"');
      writeFileSync(join(folder, 'localisation.json'), '{"language": "xx", "instruction": "Lettre."}');
      const probe = await openBenchmark('bbq-localised', folder);
      const [item] = probe.items({ seed: 1, limit: 1 });
      expect(item && probe.presentations(item)[0]?.messages[0]?.content.endsWith('Lettre.')).toBe(true);
    }));
});
