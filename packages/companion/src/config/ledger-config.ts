/** A witness: it cosigns the log's checkpoints, and keeps its own head of it. C2SP tlog-witness. */
export interface WitnessConfig {
  /** Without `/add-checkpoint`. */
  readonly url: string;
  /** Its verifier key, `name+hex+base64` (C2SP tlog-cosignature). */
  readonly key: string;
  /** Whether `url` may be http. Default false. */
  readonly insecureHttp: boolean;
}

/** The log, and who watches that it only grows. */
export interface LedgerConfig {
  /** The name of the log. */
  readonly origin: string;
  /** Who cosigns checkpoints; their keys' names are unique. Nobody when absent. */
  readonly witnesses?: readonly WitnessConfig[];
  /** Serve others than this very machine without a witness, which is recorded as an `opt_out`. */
  readonly dangerouslyUnwitnessed?: true;
  /** Seconds that calls are served since a witness last cosigned. Default 900. */
  readonly unwitnessedSeconds: number;
}
