import { SallyportError } from '@sallyport/core';
import type { RetentionConfig } from '../config/index.ts';
import type { Retention } from '../recordings/index.ts';

/** Reads the configured classes. Their durations were checked; years are those of the calendar. */
export function retentionClasses({ classes }: Pick<RetentionConfig, 'classes'>): Retention {
  const durations = new Map(Object.entries(classes).map(([name, text]) => [name, readDuration(text)]));
  return Object.freeze({
    keepUntil: (name: string, from: Date) => {
      const duration = durations.get(name);
      if (duration === undefined) throw new SallyportError('recording_unavailable');
      const until = new Date(from);
      until.setUTCDate(until.getUTCDate() + duration.days);
      // The 29th of February becomes the 1st of March: kept a day longer, and not shorter.
      until.setUTCFullYear(until.getUTCFullYear() + duration.years);
      return until;
    },
  });
}

interface Duration {
  readonly days: number;
  readonly years: number;
}

function readDuration(text: string): Duration {
  const [, count, unit] = /^([1-9]\d{0,4})([dy])$/.exec(text) ?? [];
  if (count === undefined) throw new SallyportError('config_invalid', { place: 'retention/classes' });
  return unit === 'd' ? { days: Number(count), years: 0 } : { days: 0, years: Number(count) };
}
