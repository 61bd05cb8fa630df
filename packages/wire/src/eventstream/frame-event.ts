import { fromUtf8, SallyportError, utf8 } from '@sallyport/core';
import type { EventChanges, WireEvent } from '../events/event-framing.ts';
import type { TextLeaf } from '../text-document.ts';
import { type Frame, writeFrame } from './frame.ts';
import { isWrapped, unwrapChunk, type WrappedData, wrapChunk } from './wrapped-data.ts';

/** The exceptions that streams of Amazon Bedrock end with (API reference, ConverseStream and InvokeModelWithResponseStream). */
const EXCEPTIONS: ReadonlySet<string> = new Set([
  'internalServerException',
  'modelStreamErrorException',
  'modelTimeoutException',
  'serviceUnavailableException',
  'throttlingException',
  'validationException',
]);

const JSON_TYPE = /^application\/json$/i;

/** A leaf, and the header it stands in or, of the data's wrapping, its key. */
interface PlacedLeaf {
  readonly leaf: TextLeaf;
  readonly header?: string;
}

/**
 * A frame as an event. Its name is its `:event-type`; that of an exception or an error is `error`. A `chunk` wraps the JSON of a model in base64:
 * what it holds is its data, and says itself what it is. Throws `upstream_invalid` of a frame that is neither, or holds no JSON.
 */
export function frameEvent(frame: Frame, bytes: Uint8Array): WireEvent {
  const { headers } = frame;
  const kind = headers.get(':message-type');
  const type = headers.get(':event-type');
  const isEvent = kind === 'event' && type !== undefined;
  if (!isEvent && kind !== 'exception' && kind !== 'error') throw new SallyportError('upstream_invalid');
  const text = payloadText(frame);
  const wrapped = isWrapped(headers) && text !== '' ? unwrapChunk(text) : undefined;
  const placed = [...headerLeaves(headers), ...(wrapped?.leaves.map((leaf) => ({ leaf })) ?? [])];
  return {
    // What could be read two ways is written anew, the one way it was read
    bytes: wrapped === undefined || wrapped.isPlain ? bytes : writeFrame(wrappedFrame(frame, wrapped)),
    name: isWrapped(headers) ? undefined : isEvent ? type : 'error',
    data: wrapped === undefined ? text || undefined : wrapped.data,
    leaves: placed.map(({ leaf }) => leaf),
    rewrite: (changes) => rewriteFrame({ frame, wrapped, placed }, changes),
  };
}

interface Rewriting {
  readonly frame: Frame;
  readonly wrapped: WrappedData | undefined;
  readonly placed: readonly PlacedLeaf[];
}

function rewriteFrame({ frame, wrapped, placed }: Rewriting, { data, leaves }: EventChanges): Uint8Array {
  const headers = new Map(frame.headers);
  const beside = new Map<string, string>();
  for (const [index, text] of leaves) {
    const place = placed[index];
    if (place?.header !== undefined) headers.set(place.header, text.toWellFormed());
    else if (place?.leaf.field !== undefined) beside.set(place.leaf.field, text);
  }
  if (wrapped !== undefined) return writeFrame(wrappedFrame({ ...frame, headers }, { ...wrapped, data }, beside));
  return writeFrame({ headers, payload: data === undefined ? frame.payload : utf8(data) });
}

function wrappedFrame(frame: Frame, wrapped: WrappedData, beside?: ReadonlyMap<string, string>): Frame {
  return { ...frame, payload: utf8(wrapChunk(wrapped, beside)) };
}

function payloadText({ headers, payload }: Frame): string {
  if (payload.length === 0) return '';
  const type = headers.get(':content-type');
  if (type !== undefined && !JSON_TYPE.test(type)) throw new SallyportError('upstream_invalid');
  try {
    return fromUtf8(payload);
  } catch {
    throw new SallyportError('upstream_invalid');
  }
}

/** What headers say that is not of a closed kind. An error says what happened in a header of its own. */
function headerLeaves(headers: Frame['headers']): readonly PlacedLeaf[] {
  const leaves: PlacedLeaf[] = [];
  for (const [header, text] of headers) {
    if (isClosed(header, text) || text === '') continue;
    if (header === ':event-type') leaves.push({ header, leaf: { text, field: 'event', role: 'structure' } });
    else if (header === ':error-message') leaves.push({ header, leaf: { text, field: 'message', role: 'text' } });
    else {
      if (!header.startsWith(':')) leaves.push({ leaf: { text: header, role: 'structure' } });
      leaves.push({ header, leaf: { text, field: header.replace(/^:/, ''), role: 'structure' } });
    }
  }
  return leaves;
}

function isClosed(header: string, text: string): boolean {
  if (header === ':message-type' || header === ':content-type') return true;
  if (header === ':exception-type') return EXCEPTIONS.has(text);
  return header === ':event-type' && text === 'chunk';
}
