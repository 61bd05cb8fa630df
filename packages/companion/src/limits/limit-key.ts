import { hash } from 'node:crypto';
import type { Decided } from '@sallyport/pipeline';

/**
 * The key of a counter: 32 bytes, SHA-256 over the policy's name and the rule's, the identity (issuer and subject), and what is counted.
 * A new version of a policy counts on; a rule of another name, or a window of another length, begins anew.
 */
export function limitKey({ decision, caller }: Pick<Decided, 'decision' | 'caller'>, counted: string): Uint8Array {
  const { policy, rule } = decision;
  return hash('sha256', JSON.stringify([policy.name, rule, caller.issuer, caller.subject, counted]), 'buffer');
}
