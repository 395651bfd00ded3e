import { z } from 'zod';

/** JSON Schema (draft 2020-12) of what a file of ours may hold, written from the definition that validates it: what
 *  editors show and complete while the file is written. Rules that only code can check are not in it.
 *  @param name of the file, for example `probe`
 *  @example publishSchema(probeSchema, 'probe', 'Probe file of probity') */
export function publishSchema(schema: z.ZodType, name: string, title: string): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ jsonSchema }) => {
      // zod writes the range of exact integers, which tells an author nothing.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { $schema, $id: `urn:probity:schema:${name}`, title, ...rest };
}
