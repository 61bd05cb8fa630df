import { type Clock, systemClock } from '@sallyport/core';
import { createLogger, format, transports } from 'winston';
import type { LogFields } from './log-fields.ts';
import type { LogMessage } from './log-message.ts';
import { fieldsOfError, safeLine } from './safe-line.ts';

/** How much is written: `info` has one line per call. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** The companion's log. Writing never throws and never waits. */
export interface Log {
  debug(message: LogMessage, fields?: LogFields): void;
  info(message: LogMessage, fields?: LogFields): void;
  warn(message: LogMessage, fields?: LogFields): void;
  /** Of `error` only the code is written, or the class when it is not ours. */
  error(message: LogMessage, error?: unknown, fields?: LogFields): void;
}

/** What a log is made of. */
export interface LogOptions {
  /** Default `info`. */
  readonly level?: LogLevel;
  /** The configured connections; the name of any other is not written. What is added to a set later is written then. Default none. */
  readonly connections?: readonly string[] | ReadonlySet<string>;
  /** The configured channels of notices; the name of any other is not written. Default none. */
  readonly channels?: readonly string[];
  /** The configured sinks; the name of any other is not written. Default none. */
  readonly sinks?: readonly string[];
  /** Where lines go. Default standard error. */
  readonly stream?: NodeJS.WritableStream;
  readonly clock?: Clock;
}

/** Makes a log that writes JSON lines, each filtered by `safeLine`: `{"time","level","message",…}`. */
export function createLog(options: LogOptions = {}): Log {
  const { level = 'info', connections = [], channels = [], sinks = [] } = options;
  const { stream = process.stderr, clock = systemClock } = options;
  const named = connections instanceof Set ? connections : new Set(connections);
  const names = { connections: named, channels: new Set(channels), sinks: new Set(sinks) };
  const line = format.printf((info) =>
    JSON.stringify({
      time: new Date(clock.now()).toISOString(),
      level: info.level,
      ...safeLine(info, names),
    }),
  );
  const logger = createLogger({
    level,
    format: line,
    transports: [new transports.Stream({ stream })],
    exitOnError: false,
  });
  const write = (at: LogLevel, message: LogMessage, fields: LogFields = {}) => {
    logger.log({ ...fields, level: at, message });
  };
  return Object.freeze({
    debug: (message: LogMessage, fields?: LogFields) => write('debug', message, fields),
    info: (message: LogMessage, fields?: LogFields) => write('info', message, fields),
    warn: (message: LogMessage, fields?: LogFields) => write('warn', message, fields),
    error: (message: LogMessage, error?: unknown, fields?: LogFields) =>
      write('error', message, { ...fields, ...(error === undefined ? {} : fieldsOfError(error)) }),
  });
}
