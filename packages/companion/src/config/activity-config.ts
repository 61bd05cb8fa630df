/** The regular review of what the companion's users do, 45 CFR 164.308(a)(1)(ii)(D). */
export interface ActivityConfig {
  /** How long a digest's period is. `off`: there are none. Default `weekly`, from Monday on. */
  readonly every: 'daily' | 'weekly' | 'off';
  /** In which time zone days begin and hours are told, an IANA name. Default `UTC`. */
  readonly timeZone: string;
  /** When people work: what is called from outside it is told of. Default: at any time. */
  readonly workingHours?: WorkingHours;
  /** How many calls of one identity in an hour are a burst, if they also are `factor` times its busiest hour before. Default 100 and 3. */
  readonly burst: { readonly calls: number; readonly factor: number };
  /** Minutes without a heartbeat that are a gap. Default 5. */
  readonly silenceMinutes: number;
  /** Days after which a digest that nobody signed off is overdue. Default 7. */
  readonly overdueDays: number;
}

/** Hours of some days of the week. */
export interface WorkingHours {
  readonly days: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  /** `HH:MM`; `to` is later than `from`, at most `24:00`. */
  readonly from: string;
  readonly to: string;
}
