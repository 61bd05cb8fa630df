/** A CPU profile as V8 writes it (Chrome DevTools Protocol, `Profiler.Profile`), as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** The node of each sample. */
  readonly samples: readonly number[];
  /** Microseconds from the sample before to each. */
  readonly timeDeltas: readonly number[];
}

/** One function as called from one place. */
export interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

/** A function; `url` is empty for what is not JavaScript. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  /** From 0. */
  readonly lineNumber: number;
}

/** Time spent in a function itself. */
export interface SelfTime {
  readonly frame: CallFrame;
  /** The package's function it worked for, where it is none itself. */
  readonly caller?: CallFrame;
  readonly group: string;
  readonly micros: number;
}
