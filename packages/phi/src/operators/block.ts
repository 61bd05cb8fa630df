import { SallyportError } from '@sallyport/core';
import type { PlainTransformation } from './operator.ts';

/** `block`: throws `phi_blocked`, which refuses the whole call. */
export const blockSpan: PlainTransformation = () => {
  throw new SallyportError('phi_blocked');
};
