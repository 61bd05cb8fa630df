const FORMAT = new Intl.NumberFormat('en-US');

/** A whole number as a page shows it: `12,345`. */
export function formatCount(count: number): string {
  return FORMAT.format(count);
}
