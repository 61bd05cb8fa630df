import type { PlainTransformation } from './operator.ts';

/** `allow`: the value itself. */
export const allowSpan: PlainTransformation = (value) => value;
