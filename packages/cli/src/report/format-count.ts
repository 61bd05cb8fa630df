/** A whole number as a page shows it, whatever the language of this machine is: `12,345`. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
