/** Everything the log can say. A line is one of these, with fields; nothing else is ever written. */
export const LOG_MESSAGES = [
  'service starting',
  'service started',
  'service stopping',
  'service stopped',
  'configuration loaded',
  'configuration refused',
  'configuration file ignored',
  'storage opened',
  'storage refused',
  'storage lost',
  'ledger opened',
  'ledger unavailable',
  'ledger recovered',
  'keys opened',
  'keys unread',
  'secret missing',
  'issuer keys unavailable',
  'grant issued',
  'grant refused',
  'call finished',
  'call refused',
  'call failed',
  'provider failed',
  'provider credential unavailable',
  'engine failed',
  'engine failures ignored',
  'sessions closed as unknown',
  'unexpected fault',
] as const;

/** A line of the log. */
export type LogMessage = (typeof LOG_MESSAGES)[number];
