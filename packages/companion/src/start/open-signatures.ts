import { availableParallelism } from 'node:os';
import { PROMPT_SIGNATURES, SignatureThreads, signaturesBy } from '../crypto/index.ts';
import type { Gates } from './service-parts.ts';

/** What signs and verifies: for calls, and, apart from them, for events. */
export function openSignatures(gates: Gates) {
  const thread = new SignatureThreads(1);
  const eventThreads = new SignatureThreads(availableParallelism());
  // Waking the thread takes longer than to sign: not for a call that is alone.
  const alone = () => gates.calls.inside + gates.control.inside <= 1;
  return {
    signatures: signaturesBy(() => (alone() ? PROMPT_SIGNATURES : thread)),
    eventThreads,
    closeThreads: async () => {
      await Promise.all([thread.close(), eventThreads.close()]);
    },
  };
}
