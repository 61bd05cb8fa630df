import { SallyportError } from '@sallyport/core';
import { decide as decideByPolicy } from '@sallyport/policy';
import type { Decided, Detected } from '../exchange.ts';
import type { Door } from '../ports.ts';

/** Asks the policy. Raises `policy_denied`. */
export function decide(door: Door, exchange: Detected): Decided {
  const decision = decideByPolicy(door.policy(exchange), { operation: exchange.operation.id });
  if (decision.effect === 'deny') throw new SallyportError('policy_denied');
  return Object.freeze({ ...exchange, decision });
}
