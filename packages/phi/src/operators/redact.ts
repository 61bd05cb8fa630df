import type { PlainTransformation } from './operator.ts';

/** `redact`: the entity in brackets, `[NAME]`. */
export const redactSpan: PlainTransformation = (_value, span) => `[${span.type}]`;
