/** Whether nine digits pass the check of American Bankers Association routing numbers, weights 3, 7 and 1. */
export function passesRoutingCheck(digits: string): boolean {
  return routingDigit(digits.slice(0, 8)) === digits.slice(8);
}

/** The ninth digit of a routing number, for its first eight. */
export function routingDigit(eight: string): string {
  return String((10 - (weightedSum(eight, [3, 7, 1]) % 10)) % 10);
}

/** Whether seven digits pass the check of Drug Enforcement Administration registration numbers. */
export function passesDeaCheck(digits: string): boolean {
  return deaDigit(digits.slice(0, 6)) === digits.slice(6);
}

/** The seventh digit of a DEA number, for its first six: the last of the odd ones' sum and twice the even ones'. */
export function deaDigit(six: string): string {
  return String(weightedSum(six, [1, 2]) % 10);
}

function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) sum += Number(digits[at]) * (weights[at % weights.length] ?? 0);
  return sum;
}
