import type { Transformation } from './operator.ts';

/** `allow`: the value itself. */
export const allowSpan: Transformation = (value) => value;
