import { SallyportError } from '@sallyport/core';

/** Reads a speed: a number above zero, or `max`. Raises `request_invalid`. */
export function readSpeed(text: string): number {
  const speed = text === 'max' ? Number.POSITIVE_INFINITY : Number(/^\d{1,6}(?:\.\d{1,6})?$/.exec(text)?.[0]);
  if (!(speed > 0)) throw new SallyportError('request_invalid', { place: '--speed' });
  return speed;
}
