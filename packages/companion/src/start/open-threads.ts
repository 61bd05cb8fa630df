import { availableParallelism } from 'node:os';
import { rememberSpans } from '@sallyport/pipeline';
import { PROMPT_SIGNATURES, SignatureThreads, signaturesBy } from '../crypto/index.ts';
import { DetectionThreads, detectBeside } from '../detection/index.ts';
import type { Gates } from './service-parts.ts';

/** Each has a detector of its own, in memory of tens of megabytes. */
const MOST_DETECTING = 4;

/** What signs and verifies, for calls and, apart from them, for events, and what detects: beside the event loop, where that is busy. */
export function openThreads(gates: Gates) {
  const cores = availableParallelism();
  const thread = new SignatureThreads(1);
  const eventThreads = new SignatureThreads(cores);
  const detecting = new DetectionThreads(Math.max(1, Math.min(MOST_DETECTING, cores - 1)));
  // Waking the thread takes longer than to sign: not for a call that is alone.
  const alone = () => gates.calls.inside + gates.control.inside <= 1;
  return {
    signatures: signaturesBy(() => (alone() ? PROMPT_SIGNATURES : thread)),
    eventThreads,
    builtIn: rememberSpans(detectBeside({ elsewhere: detecting.detect, isBusy: () => cores > 2 && !alone() })),
    closeThreads: async () => {
      await Promise.all([thread.close(), eventThreads.close(), detecting.close()]);
    },
  };
}
