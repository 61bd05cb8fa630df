import type { Transformation } from './operator.ts';

/** `redact`: the entity in brackets, `[NAME]`. */
export const redactSpan: Transformation = (_value, span) => `[${span.type}]`;
