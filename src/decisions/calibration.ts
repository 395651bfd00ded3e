import type { Verdict } from './verdict.js';

/** Which part of a probe an observation is about. */
interface Target {
  readonly probe: string;
  readonly metric: string;
  readonly group: string | null;
  readonly reference: string | null;
  readonly clusters: number;
}

/** Whether the interval of one estimate held the planted value. */
export interface LevelObservation extends Target {
  readonly method: string;
  readonly truth: number;
  readonly covered: boolean;
}

/** What a gate made of two simulated models. */
export interface GateObservation extends Target {
  readonly margin: number | null;
  /** Planted change in the metric's own direction; null where it is not known exactly. */
  readonly truth: number | null;
  readonly standardError: number | null;
  readonly verdict: Verdict;
  /** The 90% interval lies above 0 on the harm scale. */
  readonly worse: boolean;
  /** The gate failed the run, Holm included. */
  readonly failed: boolean;
  readonly p: number | null;
}

/** Gates and levels under one planting. */
export interface SceneObservation {
  readonly levels: readonly LevelObservation[];
  /** Two models with the same planting. */
  readonly same: readonly GateObservation[];
  /** The same, with every item taken for a cluster of its own. */
  readonly unclustered: readonly GateObservation[];
  /** A candidate that was planted worse; empty where none was. */
  readonly worse: readonly GateObservation[];
}

/** A gate that was looked at cluster by cluster. */
export interface EarlyObservation {
  readonly clusters: number;
  readonly planned: number;
  readonly verdict: Verdict;
}

/** Scenes of a calibration. `alike`: the same bias in every template; `varied`: each template has one of its own. */
export const SCENES = ['alike', 'varied'] as const;
export type Scene = (typeof SCENES)[number];

/** Everything that one seed gave. */
export interface SeedObservation extends Readonly<Record<Scene, SceneObservation>> {
  /** Early stopping where the candidate is worse, and where nothing changed; null: not looked at. */
  readonly early: { readonly worse: EarlyObservation; readonly same: EarlyObservation } | null;
}

/** One figure of a calibration with its Monte-Carlo error. */
export interface CalibrationRow {
  readonly scene: Scene | 'early';
  readonly figure: string;
  readonly probe: string | null;
  readonly metric: string | null;
  /** `all`, `groups` (all groups together) or `contrasts`; null where it is about a whole run. */
  readonly scope: 'all' | 'groups' | 'contrasts' | null;
  readonly method: string | null;
  readonly clusters: number | null;
  readonly planted: number | null;
  /** What theory or the plan says. */
  readonly expected: number | null;
  readonly observed: number;
  /** Standard error over seeds. */
  readonly monteCarloError: number;
  readonly seeds: number;
  /** What is accepted; null: shown for comparison. */
  readonly accepted: { readonly low: number; readonly high: number } | null;
}

/** @returns null where nothing was to be met */
export function isAccepted({ observed, accepted }: CalibrationRow): boolean | null {
  return accepted && accepted.low <= observed && observed <= accepted.high;
}
