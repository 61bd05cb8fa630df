/** Where the week stands in a zone. */
export interface LocalTime {
  /** 0 is Monday. */
  readonly day: number;
  /** Since midnight, by the clock on the wall. */
  readonly minute: number;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The last minute that was asked for, and what it is there. */
  minute: number;
  local: LocalTime;
}

const MINUTE = 60_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MOST_ZONES = 1_024;
/** Until 1972 a zone's offset had seconds, so that a minute of UTC was not one of its clock. */
const WHOLE_MINUTES_SINCE = Date.UTC(1973);

const zones = new Map<string, Zone>();

/** The day and time that clocks of an IANA zone show; `undefined` where the zone is not known, or the time is none. */
export function localTime(zone: string, time: number): LocalTime | undefined {
  try {
    const known = zones.get(zone) ?? learn(zone);
    if (known.minute === Math.floor(time / MINUTE)) return known.local;
    const local = read(known.format, time);
    if (time < WHOLE_MINUTES_SINCE) return local;
    known.minute = Math.floor(time / MINUTE);
    known.local = local;
    return local;
  } catch {
    return undefined;
  }
}

/** Tells whether a name is one of a zone, as this runtime's time zone database has it. */
export function isZone(zone: string): boolean {
  return localTime(zone, 0) !== undefined;
}

function learn(zone: string): Zone {
  // A formatter weighs some tens of kilobytes. There are fewer zones than this, but their names may be written in any letter case.
  if (zones.size >= MOST_ZONES) zones.clear();
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const made = { format, minute: Number.NaN, local: { day: 0, minute: 0 } };
  zones.set(zone, made);
  return made;
}

function read(format: Intl.DateTimeFormat, time: number): LocalTime {
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return {
    day: WEEKDAYS.indexOf(parts.weekday ?? ''),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}
