import type { Conditions } from '../conditions/conditions.ts';
import { type LocalTime, localTime } from '../conditions/local-time.ts';
import { isInSpan, readTimeSpan, type TimeSpan } from '../conditions/time-of-day.ts';

/** What the clocks of the zones that were asked for show at one moment: each is looked at once. */
export type Clocks = (zone: string) => LocalTime | undefined;

/** The clocks at a time, in milliseconds since the Unix epoch. What is no time is shown by none. */
export function clocksAt(time: unknown): Clocks {
  if (typeof time !== 'number') return () => undefined;
  const shown = new Map<string, LocalTime | undefined>();
  return (zone) => {
    if (!shown.has(zone)) shown.set(zone, localTime(zone, time));
    return shown.get(zone);
  };
}

/** The conditions on the time of all rules. */
export class Times {
  readonly #spans: (TimeSpan | 'any' | 'never')[] = [];

  /** Tells the condition of the next rule. */
  learn({ time }: Conditions): void {
    this.#spans.push(time === undefined ? 'any' : (readTimeSpan(time) ?? 'never'));
  }

  /** Tells whether the clocks show what a rule asks for. */
  hold(position: number, clocks: Clocks): boolean {
    const span = this.#spans[position] ?? 'never';
    if (typeof span === 'string') return span === 'any';
    const local = clocks(span.zone);
    return local !== undefined && isInSpan(span, local);
  }
}
