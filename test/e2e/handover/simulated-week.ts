import type { TestClock } from '@sallyport/testkit';
import type { AdminSession } from '../../stack/admin-callers.ts';
import type { RawAnswer } from '../../stack/raw-call.ts';
import type { Stack } from '../../stack/start-stack.ts';

/** A week of calls that was made, and what it was made on. */
export interface SimulatedWeek {
  readonly stack: Stack;
  readonly clock: TestClock;
  /** When it began, and when it was over. Milliseconds since the Unix epoch. */
  readonly from: number;
  readonly to: number;
  /** Logs somebody of a group in, at the companion's time. */
  logIn(subject: string, group: string): Promise<LoggedIn>;
  /** Calls the admin plane, at the companion's time. */
  admin(session: AdminSession, method: 'GET' | 'POST', path: string, body?: object): Promise<RawAnswer>;
  /** The key that a caller proves possession of, the same each time. */
  keyOf(subject: string): Promise<AdminSession['key']>;
}

/** A session of the admin plane, with the private key that it is bound to. */
export interface LoggedIn extends AdminSession {
  readonly jwk: object;
}
