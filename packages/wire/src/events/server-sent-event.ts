import { fromUtf8, SallyportError, utf8 } from '@sallyport/core';
import type { TextLeaf } from '../text-document.ts';
import type { EventChanges } from './event-framing.ts';

/** A line beside an event's data. What is text in it can be replaced from `start` to `end` of the event's text. */
interface LineLeaf extends TextLeaf {
  readonly start: number;
  readonly end: number;
}

/** One event of a stream, or a comment (WHATWG HTML §9.2.6), with the bytes it came in. */
export interface ServerSentEvent {
  readonly bytes: Uint8Array;
  readonly text: string;
  /** Its `event` field; `undefined` where it has none, or the one that means none, `message`. */
  readonly name: string | undefined;
  /** Its `data` fields, joined by LF; `undefined` where it has none. */
  readonly data: string | undefined;
  /** Where in `text` the value of each `data` field stands. */
  readonly dataLines: readonly { readonly start: number; readonly end: number }[];
  /** Comments, fields no one knows and the value of `id` and `event`. */
  readonly leaves: readonly LineLeaf[];
}

/** A reconnection time of fewer digits is no identifier. */
const SHORT_TIME = /^\d{1,6}$/;

/**
 * Reads what stands between two blank lines. Only the `first` of a stream may begin with a byte order mark.
 * Throws `upstream_invalid` of bytes that are not UTF-8.
 */
export function readServerSentEvent(bytes: Uint8Array, first: boolean): ServerSentEvent {
  const text = decode(bytes);
  const leaves: LineLeaf[] = [];
  const dataLines: { start: number; end: number }[] = [];
  let name: string | undefined;
  for (const line of lines(text, first && text.startsWith('\ufeff') ? 1 : 0)) {
    const { field, start, end } = fieldOf(text, line);
    const value = text.slice(start, end);
    if (field === 'data') dataLines.push({ start, end });
    else if (field === 'event') {
      name = value === '' || value === 'message' ? undefined : value;
      if (name !== undefined) leaves.push({ text: value, field, role: 'structure', start, end });
    } else if (field === 'id') {
      if (value !== '') leaves.push({ text: value, field, role: 'structure', start, end });
    } else if (!(field === 'retry' && SHORT_TIME.test(value))) leaves.push(plainLine(text, line));
  }
  const data =
    dataLines.length === 0 ? undefined : dataLines.map(({ start, end }) => text.slice(start, end)).join('\n');
  return { bytes, text, name, data, dataLines, leaves: leaves.filter((leaf) => leaf.text !== '') };
}

/** The event's bytes with other data, which is JSON, and other leaves. All other characters stay. */
export function rewriteServerSentEvent(event: ServerSentEvent, changes: EventChanges): Uint8Array {
  const edits: { start: number; end: number; text: string }[] = [];
  const lines = dataLines(changes.data, event.dataLines.length);
  for (const [index, text] of lines.entries()) edits.push({ ...extentOf(event.dataLines[index]), text });
  for (const [index, text] of changes.leaves) {
    edits.push({ ...extentOf(event.leaves[index]), text: text.replace(/[\r\n]/g, ' ').toWellFormed() });
  }
  edits.sort((a, b) => a.start - b.start);
  let written = '';
  let copied = 0;
  for (const { start, end, text } of edits) {
    written += event.text.slice(copied, start) + text;
    copied = end;
  }
  return utf8(written + event.text.slice(copied));
}

/** Data in as many lines as it had. JSON has line breaks between its tokens alone, where one is as good as a space. */
function dataLines(data: string | undefined, count: number): readonly string[] {
  if (data === undefined) return [];
  const lines = data.split('\n');
  return lines.length === count ? lines : [lines.join(' '), ...new Array<string>(count - 1).fill('')];
}

function extentOf(place: { readonly start: number; readonly end: number } | undefined) {
  if (place === undefined) throw new SallyportError('internal');
  return { start: place.start, end: place.end };
}

function decode(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new SallyportError('upstream_invalid');
  }
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** The lines that are not empty. */
function* lines(text: string, from: number): Generator<Line, void> {
  let start = from;
  for (let at = start; at <= text.length; at++) {
    const code = text.charCodeAt(at);
    if (at < text.length && code !== 0x0a && code !== 0x0d) continue;
    if (at > start) yield { start, end: at };
    start = at + 1;
  }
}

function fieldOf(text: string, { start, end }: Line): Line & { readonly field: string } {
  const colon = text.indexOf(':', start);
  if (colon < 0 || colon >= end) return { field: text.slice(start, end), start: end, end };
  const value = text.charCodeAt(colon + 1) === 0x20 && colon + 1 < end ? colon + 2 : colon + 1;
  return { field: text.slice(start, colon), start: value, end };
}

/** A comment, or a line of a field no one knows: readers pass over it, but it is text. */
function plainLine(text: string, { start, end }: Line): LineLeaf {
  const from = text.charCodeAt(start) === 0x3a ? start + 1 : start;
  return { text: text.slice(from, end), role: 'text', start: from, end };
}
