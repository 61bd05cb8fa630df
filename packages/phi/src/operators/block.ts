import { SallyportError } from '@sallyport/core';
import type { Transformation } from './operator.ts';

/** `block`: throws `phi_blocked`, which refuses the whole call. */
export const blockSpan: Transformation = () => {
  throw new SallyportError('phi_blocked');
};
