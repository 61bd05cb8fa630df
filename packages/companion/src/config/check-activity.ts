import type { ConfigFile } from './config.ts';
import type { Fault } from './fault.ts';

/** Finds what is wrong with `activity`: a time zone that is none, working hours that end before they begin. */
export function checkActivity({ activity }: ConfigFile): Fault | undefined {
  if (activity === undefined) return undefined;
  if (!isTimeZone(activity.timeZone)) {
    return { path: ['activity', 'timeZone'], message: 'must be an IANA time zone such as Europe/Berlin' };
  }
  const { workingHours: hours } = activity;
  if (hours === undefined || hours.from < hours.to) return undefined;
  return { path: ['activity', 'workingHours', 'to'], message: 'must be later than from' };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
