import type { Operator, Span } from '@sallyport/core';
import { allowSpan } from './allow.ts';
import { blockSpan } from './block.ts';
import { maskSpan } from './mask.ts';
import type { Transformation } from './operator.ts';
import { redactSpan } from './redact.ts';

const TRANSFORMATIONS: Readonly<Record<Operator, Transformation>> = Object.freeze({
  redact: redactSpan,
  mask: maskSpan,
  block: blockSpan,
  allow: allowSpan,
});

/** What `operator` puts in the place of `value`. Throws `phi_blocked` for `block`. */
export function applyOperator(operator: Operator, value: string, span: Span): string {
  return TRANSFORMATIONS[operator](value, span);
}
