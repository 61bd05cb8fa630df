import type { Transformation } from './operator.ts';

/** `tokenize`: the token of the value, `[NAME_K7Q2M9XF]`, from whoever issues them. Throws `vault_missing` where no one does. */
export const tokenizeSpan: Transformation = (value, span, context) => context.token(span.type, value);
