import { isPurpose, PURPOSE_HEADER, type Purpose, SallyportError } from '@sallyport/core';
import { decide as decideByPolicy } from '@sallyport/policy';
import type { Decided, Detected } from '../exchange.ts';
import type { Door } from '../ports.ts';
import { questionOf } from './question.ts';

/** Asks the policy. Raises `policy_denied`, `baa_required`, `purpose_invalid`, `body_too_large`, `inputs_too_many`. */
export function decide(door: Door, exchange: Detected): Decided {
  const purpose = purposeOf(exchange);
  const decision = decideByPolicy(door.policy(exchange), questionOf(exchange, { time: door.clock.now(), purpose }));
  const decided = Object.freeze({ ...exchange, decision, ...(purpose === undefined ? {} : { purpose }) });
  checkEffect(decided);
  checkSize(decided);
  return decided;
}

function purposeOf({ call }: Detected): Purpose | undefined {
  const purpose = call.headers[PURPOSE_HEADER];
  if (purpose === undefined || isPurpose(purpose)) return purpose;
  throw new SallyportError('purpose_invalid');
}

function checkEffect({ decision }: Decided): void {
  if (decision.effect !== 'deny') return;
  throw refusal(decision.denied === 'baa' ? 'baa_required' : 'policy_denied', decision);
}

function checkSize({ decision, body, inputs }: Decided): void {
  const { limits = {} } = decision;
  if (body.length > (limits.bodyBytes ?? body.length)) throw refusal('body_too_large', decision);
  if (inputs > (limits.inputs ?? inputs)) throw refusal('inputs_too_many', decision);
}

function refusal(
  code: 'policy_denied' | 'baa_required' | 'body_too_large' | 'inputs_too_many',
  { message: note }: Decided['decision'],
): SallyportError {
  return new SallyportError(code, note === undefined ? {} : { note });
}
