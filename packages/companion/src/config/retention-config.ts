/** How long recordings are kept. */
export interface RetentionConfig {
  /**
   * By the name that a policy's rules use: `30d`, `6y`. There is always `standard`, by default of `6y`: 45 CFR 164.316(b)(2)(i).
   */
  readonly classes: Readonly<Record<string, string>>;
  /** Seconds between two looks for what is to be purged. Default 60. */
  readonly purgeSeconds: number;
}

/** 45 CFR 164.316(b)(2)(i) */
export const STANDARD_RETENTION = '6y';
