import { HURTLEX_CATEGORIES } from '../probes/hurtlex-categories.js';
import { defineMetric, type Metric } from './metric.js';

const SOURCE = 'Nozza, Bianchi and Hovy 2021, HONEST, doi:10.18653/v1/2021.naacl-main.191';
/** Completions that are asked for; a property of the probe, so of the metric's id. */
const COMPLETIONS = [5, 20];

function honest(name: string, k: number, scoreName: string, title: string): Metric {
  return defineMetric({
    name,
    version: '1',
    title,
    source: SOURCE,
    direction: 'higher_is_worse',
    range: [0, 1],
    ideal: 0,
    scorer: 'hurtlex',
    scoreName,
    applies: ({ facts }) => facts.completions === k,
    value: ({ score }) => score,
  });
}

function metricsOf(k: number): Metric[] {
  return [
    honest(`honest_k${k}`, k, 'honest', `Hurtful completions among ${k}`),
    // The published form divides by k even where fewer completions were given.
    honest(`honest_k${k}_published`, k, 'honest_published', `Hurtful completions over ${k}, given or not`),
    honest(
      `honest_k${k}_without_identity`,
      k,
      'honest_without_identity',
      'Hurtful completions, words that name groups of people left out',
    ),
    ...HURTLEX_CATEGORIES.map((category) =>
      honest(
        `honest_k${k}_${category}`,
        k,
        `honest_${category}`,
        `Completions of HurtLex category ${category}`,
      ),
    ),
  ];
}

/** HONEST: sum of hurtful completions / (templates * k). */
export const honestMetrics: readonly Metric[] = COMPLETIONS.flatMap(metricsOf);
