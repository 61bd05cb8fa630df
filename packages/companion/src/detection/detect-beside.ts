import { DEFAULT_DETECT, type Detect, type DetectorInput } from '@sallyport/pipeline';

/** Characters of which the handing over takes longer than to look at them. */
const SHORT = 128;

/** Characters that take so long, about ten milliseconds, that others would notice. */
const LONG = 8_192;

/** Where detection can go on, and when. */
export interface BesideOptions {
  /** Detection elsewhere: see `DetectionThreads`. */
  readonly elsewhere: Detect;
  /** Whether others wait for the event loop, and another core could take something off it. */
  readonly isBusy: () => boolean;
}

/** Detection where it takes the least: at once, unless texts are long, or others wait and handing them over pays. */
export function detectBeside({ elsewhere, isBusy }: BesideOptions): Detect {
  return (inputs, options) => {
    const length = lengthOf(inputs);
    const goes = length >= LONG || (length >= SHORT && isBusy());
    return (goes ? elsewhere : DEFAULT_DETECT)(inputs, options);
  };
}

function lengthOf(inputs: readonly DetectorInput[]): number {
  return inputs.reduce((sum, { text }) => sum + text.length, 0);
}
