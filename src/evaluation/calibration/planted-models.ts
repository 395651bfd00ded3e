/** What a simulated model of a calibration is built with; see PlantedBehaviour. */
export interface Planting {
  readonly bias: number;
  readonly offset: number;
  readonly abstain: number;
  readonly heterogeneity: number;
  readonly crossed: number;
}

/** The models that a suite is calibrated on. */
export interface Plantings {
  /** The same bias in every template. */
  readonly alike: Planting;
  /** A bias of its own in every template, and in every name or occupation where those are crossed. */
  readonly varied: Planting;
}

/** Values within which no effect of a template is cut off: bias and effects stay inside 1 - abstain. */
export const PLANTINGS: Plantings = {
  alike: { bias: 0.1, offset: 0.1, abstain: 0.5, heterogeneity: 0, crossed: 0 },
  varied: { bias: 0.1, offset: 0.1, abstain: 0.1, heterogeneity: 0.13, crossed: 0.09 },
};

/** Planted change of each probe's bias, by its name. */
export type Effects = Readonly<Record<string, number>>;

/** Options of the simulated adapter. @param effect comes on top of the bias; null: none */
export function plantedOptions(planting: Planting, effect: number | null): Readonly<Record<string, number>> {
  const { bias, offset } = planting;
  return { ...planting, bias: bias + (effect ?? 0), offset: offset + (effect ?? 0) };
}
