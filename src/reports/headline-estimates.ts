import type { StoredEstimate, StoredRun } from '../records/stored-run.js';

/** The rows that a first look needs: of each model and probe the main metric; over all axes where there are several and
 *  the metric has such a row (a published benchmark's overall score), else as differences from the reference where there
 *  are such, else by group, else as a whole. */
export function headlineEstimates({ manifest, estimates }: StoredRun): StoredEstimate[] {
  const conditional = estimates.filter(({ denominator }) => denominator === 'conditional');
  const models = [...new Set(conditional.map(({ model }) => model))];
  return models.flatMap((model) =>
    manifest.probes.flatMap(({ name, metrics }) => {
      const main = metrics[0]?.split('@')[0];
      const rows = conditional.filter(
        (row) => row.model === model && row.probe === name && row.metric === main,
      );
      const overall = overallRows(rows);
      if (overall.length > 0) return overall;
      const contrasts = rows.filter(({ reference }) => reference !== null);
      if (contrasts.length > 0) return contrasts;
      const groups = rows.filter(({ group }) => group !== null);
      return groups.length > 0 ? groups : rows;
    }),
  );
}

/** Rows over several axes at once, those over all conditions first; none where there is one axis. */
function overallRows(rows: readonly StoredEstimate[]): StoredEstimate[] {
  const axes = new Set(rows.flatMap(({ axis }) => axis ?? []));
  if (axes.size < 2) return [];
  const whole = rows.filter(
    ({ axis, group, reference }) => axis === null && group === null && reference === null,
  );
  const everywhere = whole.filter(({ condition }) => condition === null);
  return everywhere.length > 0 ? everywhere : whole;
}
