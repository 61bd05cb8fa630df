import {
  type Decision,
  type ErrorCode,
  isPurpose,
  PURPOSE_HEADER,
  type Purpose,
  SallyportError,
} from '@sallyport/core';
import { decide as decideByPolicy } from '@sallyport/policy';
import type { Decided, Detected } from '../exchange.ts';
import type { Door } from '../ports.ts';
import { questionOf } from './question.ts';

/** Asks the policy. Raises `input_unreadable` of attachments that no rule names, `policy_denied`, `baa_required`, `purpose_invalid`, `body_too_large`, `inputs_too_many`, `originals_missing`. */
export function decide(door: Door, exchange: Detected): Decided {
  const purpose = purposeOf(exchange);
  const decision = decideByPolicy(door.policy(exchange), questionOf(exchange, { time: door.clock.now(), purpose }));
  const decided = Object.freeze({ ...exchange, decision, ...(purpose === undefined ? {} : { purpose }) });
  checkEffect(decided);
  checkSize(decided);
  checkOriginals(decided);
  return decided;
}

function purposeOf({ call }: Detected): Purpose | undefined {
  const purpose = call.headers[PURPOSE_HEADER];
  if (purpose === undefined || isPurpose(purpose)) return purpose;
  throw new SallyportError('purpose_invalid');
}

function checkEffect({ decision, attachments }: Decided): void {
  const { effect, denied } = decision;
  if (effect === 'deny') throw refusal(CODES[denied ?? 'rule'], decision);
  // Whatever a policy says: what nobody can read is looked at by people
  if (attachments !== undefined && effect !== 'review') throw refusal('input_unreadable', decision);
}

const CODES = {
  rule: 'policy_denied',
  default: 'policy_denied',
  baa: 'baa_required',
  media: 'input_unreadable',
} as const satisfies Record<NonNullable<Decision['denied']>, ErrorCode>;

function checkSize({ decision, body, inputs }: Decided): void {
  const { limits = {} } = decision;
  if (body.length > (limits.bodyBytes ?? body.length)) throw refusal('body_too_large', decision);
  if (inputs > (limits.inputs ?? inputs)) throw refusal('inputs_too_many', decision);
}

/** A client that signs its intents holds what the companion never sees: nobody else can seal that. */
function checkOriginals({ decision, signed }: Decided): void {
  if (decision.recording !== 'sealed' || signed?.stated === undefined) return;
  if (signed.stated.intent.originals === undefined) throw refusal('originals_missing', decision);
}

function refusal(code: ErrorCode, { message: note }: Decision): SallyportError {
  return new SallyportError(code, note === undefined ? {} : { note });
}
