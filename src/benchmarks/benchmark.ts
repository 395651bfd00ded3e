import type { Task } from '../probes/item.js';
import type { ConstructSheet, Need, Probe } from '../probes/probe.js';

/** What the user gives a benchmark: where the publisher's files are, and which part is wanted. */
export interface BenchmarkData {
  /** The publisher's repository as cloned, or a flat folder of its files. */
  readonly directory: string;
  /** null: every category found. */
  readonly categories: readonly string[] | null;
}

/** A published benchmark: reads the publisher's own files into the form that our own probes have. */
export interface Benchmark extends ConstructSheet {
  readonly name: string;
  readonly version: string;
  readonly task: Task;
  readonly language: string;
  readonly need: Need;
  /** Name of the same benchmark's likelihood form, which has metrics of its own; absent when there is none. */
  readonly likelihoodForm?: string;
  /** Number of items in the published set; null: as many as the user's own files hold. */
  readonly publishedSize: number | null;
  readonly metrics: readonly string[];
  /** @throws UsageError when the folder lacks the files; FileError with the place of every broken row */
  open(data: BenchmarkData): Promise<Probe>;
}
