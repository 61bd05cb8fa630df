/** One figure. */
export interface Row {
  /** Whose figure it is: `sallyport`, `portkey`. */
  readonly subject: string;
  readonly metric: string;
  /** Where there were rounds, their median. */
  readonly value: number;
  readonly unit: string;
  /** What each round gave, in order. */
  readonly rounds?: readonly number[];
}

/** Something a bench looked at besides speed: a figure means nothing when one of these does not hold. */
export interface Check {
  readonly claim: string;
  readonly holds: boolean;
}

/** What a bench found. */
export interface BenchResult {
  /** Names the result file. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** The figures that goals are set for, by key. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly checks: readonly Check[];
  /** What was measured, and how: durability, sizes, versions. */
  readonly conditions: Readonly<Record<string, string>>;
}
