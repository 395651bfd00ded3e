import { defineMetric, type Metric } from './metric.js';

/** Mean implicit association over word-sorting items. */
const iatBias = defineMetric({
  name: 'iat_bias',
  version: '1',
  title: 'Words sorted as the stereotype says',
  source: 'Bai et al. 2025, doi:10.1073/pnas.2416228122',
  direction: 'higher_is_worse',
  range: [-1, 1],
  ideal: 0,
  nullValue: 0,
  scorer: 'word_sort',
  value: ({ score }) => score,
});

export const implicitAssociationMetrics: readonly Metric[] = [iatBias];
