import { z } from 'zod';

const slug = z
  .string()
  .regex(/^[A-Za-z0-9][\w.:/@+-]*$/, 'expected a name of letters, digits and . : / @ + - _');
const positive = z.number().positive();
const count = z.int().min(1);

const parameters = z
  .looseObject({
    temperature: z.number().min(0).nullable().optional().describe("null or absent: the provider's default."),
    top_p: z.number().min(0).max(1).nullable().optional(),
    max_tokens: count.optional().describe('Of one reply; 1024 when absent.'),
    seed: z.int().nullable().optional().describe('Sent where the provider takes one.'),
    timeout: positive.optional().describe('Seconds that one request may take; 60 when absent.'),
  })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .describe('Decoding parameters, and options of the adapter.');

/** One hosted model of a suite. */
export const modelSchema = z.strictObject({
  id: slug.optional().describe('Name within the suite; the model when absent.'),
  adapter: z
    .string()
    .min(1)
    .describe('openai, huggingface, simulated, replay, a provider preset or your own.'),
  model: z.string().min(1),
  baseURL: z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => !/^https?:\/\/[^/]*@/u.test(url),
      'expected no user or password in the URL; keys come from the environment',
    )
    .optional(),
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'expected the name of an environment variable, never a key')
    .optional()
    .describe('Name of the environment variable that holds the key; never the key.'),
  parameters: parameters.optional(),
  limits: z
    .strictObject({
      concurrency: count.max(10_000).optional().describe('Requests in flight at once; 16 when absent.'),
      requestsPerMinute: positive.optional(),
      tokensPerMinute: positive.optional(),
    })
    .optional(),
  price: z
    .strictObject({
      input: z.number().min(0),
      output: z.number().min(0),
      cachedInput: z
        .number()
        .min(0)
        .optional()
        .describe("Of input that comes from the provider's prompt cache; as any input when absent."),
    })
    .optional()
    .describe('USD per million tokens.'),
});

const probe = z.strictObject({
  file: z.string().min(1).optional().describe("Path below the suite's folder."),
  benchmark: z.string().min(1).optional().describe('A published benchmark; see "probity probes list".'),
  data: z.string().min(1).optional().describe("The benchmark's files, below the suite's folder; or --data."),
  words: z
    .string()
    .min(1)
    .optional()
    .describe('CSV of your word lists (role,list,word) for metrics of words, below the folder of the suite.'),
  select: z
    .strictObject({
      limit: count.optional().describe('At most so many items, sampled by the seed.'),
      categories: z.array(z.string().min(1)).min(1).optional().describe('Of a benchmark; all when absent.'),
    })
    .optional(),
});

/** The one definition of a suite file. */
export const suiteSchema = z.strictObject({
  suite: slug,
  description: z.string().min(1),
  seed: z.int().min(0).max(0xffffffff).default(1).describe('Of sampling, bootstrap and permutation.'),
  modules: z
    .array(z.string().min(1))
    .optional()
    .describe("JavaScript modules below the suite's folder that define adapters, scorers or metrics."),
  models: z.array(modelSchema).min(1),
  probes: z.array(probe).min(1),
  samples: count.default(1).describe('Calls of each presentation (K).'),
  scorers: z.array(z.string()).optional().describe("Besides each probe's own."),
  metrics: z.array(z.string()).optional().describe("Besides each probe's own."),
  statistics: z
    .strictObject({
      confidence: z.number().gt(0.5).lt(1).optional().describe('Of intervals; 0.95 when absent.'),
      adjust: z
        .enum(['none', 'holm', 'bh', 'by'])
        .optional()
        .describe('Of p values within a table; bh when absent.'),
      interval: z
        .enum(['by_metric', 'bca'])
        .optional()
        .describe("bca: a cluster bootstrap for every metric; by_metric (when absent): each metric's own."),
      resamples: z.int().min(1000).optional().describe('Bootstrap draws; 2000 when absent.'),
    })
    .optional(),
  budget: z
    .strictObject({
      usd: positive.optional(),
      tokens: count.optional().describe('Input and output together.'),
      requests: count.optional(),
    })
    .optional()
    .describe('Of the whole run; sending stops before it is passed.'),
  gates: z
    .array(
      z.strictObject({
        metric: z.string().min(1),
        group: z.string().min(1).optional().describe('One group, or "*" for each of them.'),
        margin: positive.optional().describe('The smallest change that matters, in units of the metric.'),
        ceiling: z
          .number()
          .optional()
          .describe('Instead of a margin: the worst level that passes, in units of the metric.'),
      }),
    )
    .optional()
    .describe('What "probity compare" decides on.'),
});

export type SuiteFile = z.infer<typeof suiteSchema>;
export type ModelEntry = z.infer<typeof modelSchema>;
