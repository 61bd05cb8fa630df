const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Reads `90s`, `15m`, `8h` or `30d` as seconds; anything else gives `undefined`. */
export function readDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,8})([smhd])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (SECONDS[unit] ?? Number.NaN);
}

/** A duration that was checked to be one, in seconds. */
export function secondsOf(text: string): number {
  return readDuration(text) ?? Number.NaN;
}
