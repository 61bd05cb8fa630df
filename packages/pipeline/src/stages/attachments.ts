import { ATTACHMENT_LIMITS, type MediaType } from '@sallyport/core';
import { permitsMedia } from '@sallyport/policy';
import type { Attachment, AttachmentLimits, TextDocument } from '@sallyport/wire';
import type { Admitted, Detected } from '../exchange.ts';
import type { Payload } from '../payload/payload.ts';
import type { Door } from '../ports.ts';

/** The largest body that is held in memory for its attachments: base64 takes a third more than they do, and text stands beside it. */
const MOST_HELD_BYTES = 12_582_912;

/** How much may be attached to a call; `undefined` where no rule of its policy could let anything be. */
export function attachmentsOf(door: Door, exchange: Admitted): AttachmentLimits | undefined {
  const { operation, connection } = exchange;
  const call = { operation: operation.id, connection: connection.name };
  return permitsMedia(door.policy(exchange), call) ? ATTACHMENT_LIMITS : undefined;
}

/** Holds a body in memory that is too large to be, for what may be attached to it. `undefined` where it is larger than that. Raises `reviews_full`. */
export async function holdAttached(exchange: Admitted, body: Payload): Promise<Uint8Array | undefined> {
  return body.length > MOST_HELD_BYTES ? undefined : exchange.scratch.hold(body);
}

/** Tells whether a body that was held for its attachments may stay so: it has some, and no more text than any body in memory. */
export function isAttachedBody({ leaves }: TextDocument, { scratch }: Admitted): boolean {
  const length = leaves.reduce((sum, { text }) => sum + text.length, 0);
  return length <= scratch.options.heldBytes && leaves.some(({ role }) => role === 'attachment');
}

/** What is attached, in its order. */
export function attachedTo({ leaves }: TextDocument): readonly Attachment[] {
  return leaves.flatMap(({ attachment }) => (attachment === undefined ? [] : [attachment]));
}

/** The kinds of what is attached, each once, sorted. */
export function mediaOf({ attachments = [] }: Pick<Detected, 'attachments'>): readonly MediaType[] {
  return [...new Set(attachments.map(({ type }) => type))].toSorted();
}

/** What stands in place of each attachment where a body is kept or shown: its number, kind and length, by the index of its leaf. */
export function notesOf({ leaves }: TextDocument): ReadonlyMap<number, string> {
  const notes = new Map<number, string>();
  for (const [index, { attachment }] of leaves.entries()) {
    if (attachment === undefined) continue;
    notes.set(index, `[attachment ${notes.size + 1}: ${attachment.type}, ${attachment.bytes.length} bytes]`);
  }
  return notes;
}
