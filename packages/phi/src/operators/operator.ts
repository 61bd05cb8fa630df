import type { Span } from '@sallyport/core';

/** A transformation of one span: gives what stands in the place of `value`. */
export type Transformation = (value: string, span: Span) => string;
