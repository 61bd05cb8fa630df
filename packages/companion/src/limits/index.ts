export { forgetLimits } from './forget-limits.ts';
export { type CallLimiter, limitsOf } from './limits-of.ts';
