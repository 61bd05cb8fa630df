import type { Aim } from '../plan/strike.ts';

/** What a companion's process is told: first to start, then where to freeze. */
export type CompanionOrder =
  | { readonly start: { readonly configFile: string; readonly databaseUrl: string } }
  | { readonly aim: Aim };

/** What a client's process is told, once. */
export interface ClientOrder {
  readonly companion: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly spoolFolder: string;
  /** By which its calls are told from those of other processes. */
  readonly caller: number;
  /** How many calls it makes at a time. */
  readonly atOnce: number;
  /** How many answers it wants before it delivers its events. Default: it goes on until it is killed. */
  readonly calls?: number;
}

/**
 * What the processes say, a line each on standard output, written before anything else happens:
 * - of the companion: `ready`, `enter PLACE ID`, `leave ID`, and `frozen` when it stands where it was aimed at;
 * - of the client: `receipt CORRELATION SESSION JWS` for what the companion answered, `kept CORRELATION` once the outcome is in the
 *   spool, `answered CORRELATION SESSION` and `refused CORRELATION CODE` for what the application got, and `delivered` at its end.
 */
export type Line = readonly string[];

/** The descriptor by which a frozen companion is let go: one byte. */
export const RELEASE_FD = 3;
