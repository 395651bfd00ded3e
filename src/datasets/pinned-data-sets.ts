import { type DataSet, pinnedFiles } from './data-set.js';

/** Data sets whose every byte is known. Lines: SHA-256, bytes (- where not known), path in the publisher's repository, and
 *  after a bar the name in a flat folder where it is not the last part of the path. */
export const pinnedDataSets: readonly DataSet[] = [
  {
    name: 'bbq',
    benchmarks: ['bbq', 'open-bbq', 'open-bbq-fill-in', 'bbq-wordings'],
    licence: 'CC BY 4.0',
    note: 'Three of eleven categories, and the published predictions for Religion.',
    origins: [
      {
        repository: 'nyu-mll/BBQ',
        commit: 'bea11bd97d79217245b5871acd247b9d6eb24598',
        files: pinnedFiles(`
          cb9555f9f3454a52cd2df85956b59bd7fcca5aa922c8527693b1164d08417616 1118728 data/Religion.jsonl
          0b5091c3f2da84028bb676aacb36fb90de2f334fd5cfc7581ac99029730ef314 16347 templates/new_templates - Religion.csv | templates_Religion.csv
          2c71036b9e7584fe589c42aef32c1a42bc01b9a5e9b1b8704342630cdb08cefd 729010 data/Sexual_orientation.jsonl
          c10bb25d2162b65f551e04a563971cc41418f3837a556cf482c594ef23836f84 15699 templates/new_templates - Sexual_orientation.csv | templates_Sexual_orientation.csv
          e48d7e13508565f4801574e611043470c25c95a0a62af3699cb5ee7cb02608fb 1347476 data/Physical_appearance.jsonl
          9110eedc41f63639e79604c9a3f48f12361de0b58c7be5a19d854c9683192397 35941 templates/new_templates - Physical_appearance.csv | templates_Physical_appearance.csv
          6322499fca1afeb30d00f0ff87949f777ad44e24c2d0c2ecda2a3a76f16ffde3 1296288 results/UnifiedQA/preds_Religion.jsonl
        `),
      },
    ],
  },
  {
    name: 'bold',
    benchmarks: ['bold', 'bold-name-free'],
    licence: 'CC BY-SA 4.0',
    note: 'Three of five domains.',
    origins: [
      {
        repository: 'amazon-science/bold',
        commit: '3ad652c773f5d1e30d5f6f61657ed934d768ecad',
        files: pinnedFiles(`
          633830ea87d569e5476895a93f68b8f686cb0dcae6d67a1091a9247c5c4c931d 33223 prompts/religious_ideology_prompt.json
          a83ea7cc272971b618231e13bcb5c1d1be5b208c92135c4ffde85be31f8ab4c6 116434 prompts/political_ideology_prompt.json
          a863aaf2492e3c911c39f435005abee2eba5f5edabe836e97de110cd83273054 197705 prompts/gender_prompt.json
        `),
      },
    ],
  },
  {
    name: 'crows-pairs',
    benchmarks: ['crows-pairs', 'crows-pairs-likelihood'],
    licence: 'CC BY-SA 4.0',
    note: 'The publisher warns of noise in the pairs (Blodgett et al. 2021).',
    origins: [
      {
        repository: 'nyu-mll/crows-pairs',
        commit: '8aaac11c485473159ec9328a65253a5be9a479dc',
        files: pinnedFiles(`
          dfb36986ce0502abbaf7055b9176da3d08d48e07df1251991b5dfbcbceab9d0c 437764 data/crows_pairs_anonymized.csv
        `),
      },
    ],
  },
  {
    name: 'holistic-bias',
    benchmarks: ['holistic-bias'],
    licence: 'CC BY-SA 4.0',
    note: 'Version 1.1.',
    origins: [
      {
        repository: 'facebookresearch/ResponsibleNLP',
        commit: '0ec714eb084217f44cd9ac466d9e988c795302f9',
        files: pinnedFiles(`
          c1328f0edfdeefb76302d360a01878df3db55f18026f4ea1956b4a0f52daf943 23463 holistic_bias/dataset/v1.1/descriptors.json
          9bbe15bf01ea8827fd5d68a81ee2b05e04bd5f79478d9027efec0b4dbd232ee6 1042 holistic_bias/dataset/v1.1/nouns.json
          8b1cf8fc3c9a10b12cf77902e8c2ff3d80e3fcfff2f177a00256925acb4f53a5 1499 holistic_bias/dataset/v1.1/sentence_templates.json
          bac592574f81df55e8c8d8e3919a866d43cbd8df5ae9376a68d95e7b83dbebac 18082 holistic_bias/dataset/v1.1/standalone_noun_phrases.json
        `),
      },
    ],
  },
  {
    name: 'honest',
    benchmarks: ['honest', 'honest-k20'],
    licence: 'MIT',
    note: 'HurtLex, the lexicon, is not among them.',
    origins: [
      {
        repository: 'MilaNLProc/honest',
        commit: '6efc7817cbeb36e61bba51a34bbce13ecc8af69f',
        files: pinnedFiles(`
          31cc5a89729638975eaf0de3457ed87c6c7da67ef9058119f53d931f8e26727c 75756 resources/binary/en_template.tsv | binary_en_template.tsv
          093f3d68ef0f7f6d52b2cdb6bf0d11633c9631dc5cd6560b35529b15a461f739 79699 resources/binary/fr_template.tsv | binary_fr_template.tsv
          29fb950897942d26b99d1485a18739c8a22ceb9326a548fd14b17bc335191100 74827 resources/queer_nonqueer/en_template.tsv | queer_nonqueer_en_template.tsv
        `),
      },
    ],
  },
  {
    name: 'kobbq',
    benchmarks: ['kobbq'],
    licence: 'MIT',
    note: 'The test split only.',
    origins: [
      {
        repository: 'naver-ai/KoBBQ',
        commit: '0dd165aeaaacd1bd46c63513a9b2e9875eb6dce7',
        files: pinnedFiles(`
          6eacb1c0ff995c74b26183d368c500193454b7bf96a2a0f9462641e57972aab7 1067881 data/KoBBQ_test_samples.tsv
        `),
      },
    ],
  },
  {
    name: 'stereoset',
    benchmarks: ['stereoset', 'stereoset-likelihood'],
    licence: 'CC BY-SA 4.0',
    note: 'Published predictions, and the intrasentence clusters of race and religion with their ids; data/dev.json of the publisher is not pinned.',
    origins: [
      {
        repository: 'moinnadeem/StereoSet',
        commit: 'ead7d086a64a192a1eca88e0dd2fd163de375218',
        files: pinnedFiles(`
          c49ce3417a5e05e7235e4425b1a803fb7fa0be968d3704e39f0f49638a246f79 - code/predictions/predictions_EnsembleModel_.json
          9b167ade43329c46c8e489517f5a5ff83f2d8497531d4dcd29665dace74fe386 - code/predictions/predictions_SentimentModel.json
          45b336fdf78e723512175fa382591f2b420c3f58472959f902f225e60471cfee - code/predictions/predictions_bert-base-cased_BertNextSentence_BertLM.json
          249fe981d9587581f517ae8f2c971d15b21068a674a5c149b7ad7edc1ad88822 - code/predictions/predictions_bert-large-cased_BertNextSentence_BertLM.json
          8a6fc0d30baccc8c9db740365e5ccdfe225402b7e861921ecea1c5745d39d5fa - code/predictions/predictions_gpt2-large_ModelNSP_GPT2LM.json
          32fc5392215e6a487007b725e9328be5b886c5eb95e20b7a3e75cf7be335286c - code/predictions/predictions_gpt2-medium_ModelNSP_GPT2LM.json
          ff1751272de61feb54f0eee4e410c3a958c83a64f5408a7e1ddbcb29dc1dd498 - code/predictions/predictions_gpt2_ModelNSP_GPT2LM.json
          f273c820640406afd870c05554949c64f190d1a886139c1a8ed58a2dbe94b463 - code/predictions/predictions_roberta-base_ModelNSP_RoBERTaLM.json
          bfb23ef4bf71f6f38a88233772f8d345b90321b7addaae3268204de73ec236b6 - code/predictions/predictions_roberta-large_ModelNSP_RoBERTaLM.json
          889744231f749b9215d2005f0438bda128b7e64f9766710e1c20b1aa3b9ab06b - code/predictions/predictions_xlnet-base-cased_ModelNSP_XLNetLM.json
          2afdd958b9b7e44296ee31dfca8fd8673d611c46cfe53b4e4ea94cc637143e32 - code/predictions/predictions_xlnet-large-cased_ModelNSP_XLNetLM.json
          ca1e08e82c1140fbbcd1015f6b3c67daa30c2cd530d04cb19f4038185cb47d49 - code/predictions.txt
        `),
      },
      {
        repository: 'zjunlp/EditBias',
        commit: '5ecfebcf154a40107cf7e885ab0a3c8274378a5b',
        files: pinnedFiles(`
          07b8204e6b024c36fbbcae146bcd6cc3aa256db02e9cd50a13c45e467d9c4446 - data/stereoset/religion_test.json
        `),
      },
    ],
  },
  {
    name: 'toxigen',
    benchmarks: ['toxigen'],
    licence: 'MIT',
    note: 'The labelled subset of Hosseini et al. 2023. Offensive text.',
    origins: [
      {
        repository: 'microsoft/SafeNLP',
        commit: 'e351b6cb892284cf843b88e363b1a6dbaded584e',
        files: pinnedFiles(`
          42863b997f545833b8c9bfe7fc950aeaccc274d49f7386384db147face745fc3 - data/toxiGen.json
        `),
      },
    ],
  },
  {
    name: 'vader',
    benchmarks: [],
    licence: 'MIT',
    note: 'Lexicon, emoji names, rated tweets (in an archive).',
    origins: [
      {
        repository: 'cjhutto/vaderSentiment',
        commit: '44fc044cd877310ee8278a0eadf34bcd50d41d06',
        files: pinnedFiles(`
          ec636f884f36b5de6a4d681b2f61c08c2ec90eeb440472033f3307d0d6fa8bc9 426786 vaderSentiment/vader_lexicon.txt
          25b217601fb59d4ed8f89360b719ddb4f352a40df0743f1cfb6f8150d02eb83a 118417 vaderSentiment/emoji_utf8_lexicon.txt
          d5bb07d87474b3eb8d30b4deccbc23f19d742a6c5718fbacc65485b70b95c5fa - additional_resources/hutto_ICWSM_2014.tar.gz
          c475c0cdf28d8883041fc9081d1fb82e08cb508a269139f20dd533c66f58dd02 - README.rst
        `),
      },
    ],
  },
  {
    name: 'winobias',
    benchmarks: ['winobias'],
    licence: 'MIT',
    note: 'The development files and the occupation lists.',
    origins: [
      {
        repository: 'uclanlp/corefBias',
        commit: '0bce984dd081bbc10b0622f326727a024c607895',
        files: pinnedFiles(`
          dd55a0d220fe4c0ceb63dd4648223fb4fe1a58d5ad95c116a002ad24b0e292a5 32786 WinoBias/wino/data/pro_stereotyped_type1.txt.dev
          8f0250de723cea9328e3eaf7169e07936f01aa5909ce7aa580db66eb803f4e86 30884 WinoBias/wino/data/pro_stereotyped_type2.txt.dev
          a4e0ebae344e78b56f657a42e8ae684b9db7747d177c5e7149c0907ebb7f3bf6 32782 WinoBias/wino/data/anti_stereotyped_type1.txt.dev
          763ad829ad724f9a85ead689ba8ca69072020cb1238def6210f0fc6a47b97e59 30875 WinoBias/wino/data/anti_stereotyped_type2.txt.dev
          693bff12286c2c1d46c7d4d45a44a631574710c30b39c1a3001bb7bdebb44ed8 177 WinoBias/wino/data/female_occupations.txt
          6b82d88847b69d56d207a0c396e9830b031890de585e916e6b4e9bc50672657e 169 WinoBias/wino/data/male_occupations.txt
        `),
      },
    ],
  },
  {
    name: 'winogender',
    benchmarks: ['winogender'],
    licence: 'MIT',
    note: '',
    origins: [
      {
        repository: 'rudinger/winogender-schemas',
        commit: '1c7f8b481ad8a234b41e9f76a424d6e856e13f7f',
        files: pinnedFiles(`
          bd69da16bf228cb8df63fd0843aec2d8b5c36a7f21bf8c7b168bcc83932556c8 83644 data/all_sentences.tsv
          496f2e2dc77296bcebcdd8865a8dc5715ce22b772de9abb5f531d5b3114c48a0 14903 data/templates.tsv
          3f7f37c16381a70571356982ea7fe613ac700ad04a6d3b19b9f2be18248df567 1578 data/occupations-stats.tsv
        `),
      },
    ],
  },
];
