import type { Draw } from '../../keyed/draw.ts';
import type { OperatorContext } from '../operator-context.ts';
import { anyCode, surrogateCode } from './surrogate-code.ts';

/** 01 to 49: with an area of 9xx the Internal Revenue Service gives out others, from 50 on, as taxpayer numbers. */
const GROUPS: readonly string[] = [...Array(49).keys()].map((number) => String(number + 1).padStart(2, '0'));

/**
 * Another social security number in the same format: nine digits become one of area 9xx, which the Social Security
 * Administration never issues (POMS RM 10201.035), nor is it a taxpayer number. Only the last four become another four.
 */
export function surrogateSsn(value: string, context: OperatorContext): string {
  return surrogateCode(value, context, unissued);
}

/**
 * Nine digits as such a number, and whatever stands behind them as any code; other lengths as any code. Other numbers of nine
 * digits are made so too, since they have been SSNs and look like them.
 */
export function unissued(compact: string, draw: Draw): string {
  if (!/^\d{9}(?!\d)/.test(compact)) return anyCode(compact, draw);
  const serial = String(draw.below(9999) + 1).padStart(4, '0');
  return `9${draw.digits(2)}${draw.pick(GROUPS) ?? '01'}${serial}${anyCode(compact.slice(9), draw)}`;
}
