/** How many arrays and objects may stand open at once, where no one says otherwise. */
export const DEFAULT_MAX_DEPTH = 64;
const DEFAULT_MAX_TEXT_LENGTH = 1_048_576;
const DEFAULT_MAX_KEYS_LENGTH = 4_194_304;

/** How much of a body is read and remembered at once. */
export interface BodyLimits {
  /** How many arrays and objects may stand open at once. */
  readonly maxDepth: number;
  /** The longest single text, in UTF-16 code units. */
  readonly maxTextLength: number;
  /** The most text of keys to remember, in UTF-16 code units, 32 added for each. */
  readonly maxKeysLength: number;
}

/** The limits of a reading, with what stands where it names none. */
export function limitsOf(options: Partial<BodyLimits>): BodyLimits {
  const { maxDepth = DEFAULT_MAX_DEPTH, maxTextLength = DEFAULT_MAX_TEXT_LENGTH } = options;
  return { maxDepth, maxTextLength, maxKeysLength: options.maxKeysLength ?? DEFAULT_MAX_KEYS_LENGTH };
}
