import { isSallyportError } from '@sallyport/core';
import { FIELD_SHAPES, type LogFields } from './log-fields.ts';
import { LOG_MESSAGES } from './log-message.ts';

/** What decides which fields pass. */
export interface SafeLineOptions {
  /** The configured connections. */
  readonly connections: ReadonlySet<string>;
  /** The configured channels of notices. Default: none. */
  readonly channels?: ReadonlySet<string>;
  /** The configured sinks. Default: none. */
  readonly sinks?: ReadonlySet<string>;
}

const MESSAGES: ReadonlySet<unknown> = new Set(LOG_MESSAGES);

/**
 * Gives of anything handed to the log what may be written: a message of the list (else `unexpected fault`) and the fields that
 * have their shape. Everything else is dropped, so nothing that holds text of a call can come through.
 */
export function safeLine(
  entry: object,
  { connections, channels = new Set(), sinks = new Set() }: SafeLineOptions,
): Readonly<Record<string, unknown>> {
  const given = entry as Readonly<Record<string, unknown>>;
  const message = MESSAGES.has(given.message) ? given.message : 'unexpected fault';
  const names: Readonly<Partial<Record<keyof LogFields, ReadonlySet<string>>>> = {
    connection: connections,
    channel: channels,
    sink: sinks,
  };
  const safe: Record<string, unknown> = { message };
  for (const [name, value] of Object.entries(given)) {
    if (!isField(name) || !FIELD_SHAPES[name](value)) continue;
    if (names[name]?.has(String(value)) !== false) safe[name] = value;
  }
  return safe;
}

function isField(name: string): name is keyof LogFields {
  return Object.hasOwn(FIELD_SHAPES, name);
}

/** What may be written of an error: its code when it is ours, else `internal` and its class, which is all. */
export function fieldsOfError(error: unknown): LogFields {
  if (isSallyportError(error)) return { code: error.code };
  const name = error instanceof Error ? error.constructor.name : undefined;
  return name === undefined ? { code: 'internal' } : { code: 'internal', errorClass: name };
}
