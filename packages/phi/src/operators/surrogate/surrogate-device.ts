import { luhnDigit, passesLuhn } from '../../checks/luhn.ts';
import type { Draw } from '../../keyed/draw.ts';
import type { OperatorContext } from '../operator-context.ts';
import { compactOf, surrogateCode } from './surrogate-code.ts';

const MAC = /^[0-9a-f]{2}(?:([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4})$|^[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}$/i;
const HEX = '0123456789ABCDEF';

/**
 * Another device's number. MAC addresses become locally administered ones (IEEE 802 §8.4), which no maker gives out; IMEIs keep
 * their check digit and begin with 00, for test equipment (GSMA TS.06); everything else keeps its format.
 */
export function surrogateDevice(value: string, context: OperatorContext): string {
  if (MAC.test(value)) return surrogateCode(value, context, localAddress);
  const compact = compactOf(value);
  const imei = /^\d{15}$/.test(compact) && passesLuhn(compact);
  return imei ? surrogateCode(value, context, testImei) : surrogateCode(value, context);
}

function localAddress(_: string, draw: Draw): string {
  const first = draw.character(HEX) + draw.character('26AE');
  return first + Array.from({ length: 10 }, () => draw.character(HEX)).join('');
}

function testImei(_: string, draw: Draw): string {
  const digits = `00${draw.digits(12)}`;
  return digits + luhnDigit(digits);
}
