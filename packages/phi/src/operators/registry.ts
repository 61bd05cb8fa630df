import type { Operator, Span } from '@sallyport/core';
import { allowSpan } from './allow.ts';
import { blockSpan } from './block.ts';
import { shiftSpan } from './date-shift.ts';
import { generalizeSpan } from './generalize/generalize.ts';
import { maskSpan } from './mask.ts';
import type { Transformation } from './operator.ts';
import type { OperatorContext } from './operator-context.ts';
import { redactSpan } from './redact.ts';
import { surrogateSpan } from './surrogate/surrogate.ts';
import { tokenizeSpan } from './tokenize.ts';

const TRANSFORMATIONS: Readonly<Record<Operator, Transformation>> = Object.freeze({
  redact: redactSpan,
  mask: maskSpan,
  tokenize: tokenizeSpan,
  generalize: generalizeSpan,
  date_shift: shiftSpan,
  surrogate: surrogateSpan,
  block: blockSpan,
  // What waits for people is redacted all the same: they decide about the call, and nobody about a value.
  review: redactSpan,
  allow: allowSpan,
});

/** A span with its value, and what its operator may need beside them. */
export interface OperatorWork {
  readonly value: string;
  readonly span: Span;
  readonly context: OperatorContext;
}

/** What `operator` puts in the place of a value. Throws `phi_blocked` for `block`, `vault_missing` for `tokenize` without tokens. */
export function applyOperator(operator: Operator, { value, span, context }: OperatorWork): string {
  return TRANSFORMATIONS[operator](value, span, context);
}
