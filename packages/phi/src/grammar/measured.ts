/** Units of what is counted, weighed or given; no day is followed by one. */
const UNIT_BEHIND =
  /^ ?(?:d|days?|weeks?|wks?|months?|h|hours?|horas?|hrs?|minutes?|mins?|gauge|mg|mcg|ml|units?|doses?|french|mm|cm|volts?|segs?|segments?|hu|mmhg|lbs?|kg)(?![\w/])/i;

/** Whether a unit stands behind numbers that end at `end`: `7/14/28 days`. */
export function isMeasured(text: string, end: number): boolean {
  return UNIT_BEHIND.test(text.slice(end, end + 10));
}
