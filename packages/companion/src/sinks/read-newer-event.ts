import { fromBase64url } from '@sallyport/core';
import { EVENT_TYPE } from '@sallyport/ledger';

/** What every event has, whatever its kind. */
export interface NewerEvent {
  readonly time: number;
  readonly metadata: { readonly uid: string; readonly event_code: string };
}

/**
 * Reads the event in a leaf also where its kind came to be after this release: while companions are upgraded one by one, older ones forward what
 * newer ones append. Its signature is not verified. What is no event gives `undefined`.
 */
export function readNewerEvent(leaf: Uint8Array): NewerEvent | undefined {
  const text = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength).toString('latin1');
  const [header = '', payload = '', ...others] = text.split('.', 4);
  if (others.length !== 1 || parseObject(header)?.typ !== EVENT_TYPE) return undefined;
  const event = parseObject(payload);
  return event !== undefined && isEvent(event) ? event : undefined;
}

function parseObject(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(fromBase64url(part) ?? []).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isEvent(event: Readonly<Record<string, unknown>>): event is Readonly<Record<string, unknown>> & NewerEvent {
  const { time, metadata } = event;
  if (!Number.isSafeInteger(time) || typeof metadata !== 'object' || metadata === null) return false;
  const { uid, event_code } = metadata as Readonly<Record<string, unknown>>;
  return typeof uid === 'string' && typeof event_code === 'string';
}
