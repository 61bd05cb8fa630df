import { SallyportError } from '@sallyport/core';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** A time such as `90s`, `30m` or `4h`, in seconds. Raises `request_invalid`, and says of which option. */
export function readDuration(words: string, option = '--window'): number {
  const [, digits = '', unit = ''] = /^([1-9][0-9]{0,5})([smh])$/.exec(words) ?? [];
  const seconds = Number(digits) * (SECONDS[unit] ?? 0);
  if (seconds === 0) throw new SallyportError('request_invalid', { place: `${option}: a time such as 30m or 4h` });
  return seconds;
}
