import type { Span } from '@sallyport/core';
import type { OperatorContext } from './operator-context.ts';

/** A transformation of one span: gives what stands in the place of `value`. */
export type Transformation = (value: string, span: Span, context: OperatorContext) => string;

/** A transformation that needs nothing but the span. */
export type PlainTransformation = (value: string, span: Span) => string;
