import { fromUtf8, isUuid, SallyportError } from '@sallyport/core';
import type { PostedMessage } from './posted-messages.ts';
import { BUTTONS } from './review-message.ts';

/** A member of a workspace of Slack. */
export interface SlackMember {
  readonly id: string;
  /** The workspace that they are a member of, and the one where they did it; where Slack says so. */
  readonly team: string | undefined;
  readonly place: string | undefined;
}

/** What somebody wants to decide, and where the message stands that they saw. */
export interface Intention {
  readonly review: string;
  readonly decision: 'approve' | 'reject';
  readonly message?: PostedMessage;
}

/** What a member of a workspace did. */
export type Interaction =
  | { readonly kind: 'pressed'; readonly member: SlackMember; readonly trigger: string; readonly intention: Intention }
  | {
      readonly kind: 'submitted';
      readonly member: SlackMember;
      readonly justification: string;
      readonly intention: Intention;
    }
  /** Something that asks for nothing: a link, a view that was closed. */
  | { readonly kind: 'other' };

/** The `callback_id` of our dialogue, and its one field. */
export const DIALOGUE = { callback: 'sallyport_decision', block: 'justification', action: 'text' } as const;

type Json = Readonly<Record<string, unknown>>;

/** Reads the form that Slack posts; its `payload` is JSON. Raises `request_invalid`. */
export function readInteraction(body: Uint8Array): Interaction {
  const payload = readPayload(body);
  if (payload.type === 'block_actions') return readPressed(payload);
  return payload.type === 'view_submission' ? readSubmitted(payload) : { kind: 'other' };
}

function readPayload(body: Uint8Array): Json {
  const payloads = new URLSearchParams(wellFormed(() => fromUtf8(body))).getAll('payload');
  if (payloads.length !== 1) throw new SallyportError('request_invalid');
  return objectOf(wellFormed(() => JSON.parse(payloads[0] ?? '')));
}

function readPressed(payload: Json): Interaction {
  const { actions, trigger_id: trigger } = payload;
  if (!Array.isArray(actions)) throw new SallyportError('request_invalid');
  const action = objectOf(actions[0]);
  const decision = (['approve', 'reject'] as const).find((one) => BUTTONS[one] === action.action_id);
  if (decision === undefined) return { kind: 'other' };
  const message = messageOf(objectOf(payload.container ?? {}), ['channel_id', 'message_ts']);
  const intention = { review: uuidOf(action.value), decision, ...message };
  return { kind: 'pressed', member: memberOf(payload), trigger: textOf(trigger), intention };
}

function readSubmitted(payload: Json): Interaction {
  const view = objectOf(payload.view);
  if (view.callback_id !== DIALOGUE.callback) return { kind: 'other' };
  const block = objectOf(objectOf(objectOf(view.state).values)[DIALOGUE.block]);
  const { value } = objectOf(block[DIALOGUE.action]);
  const intention = readIntention(textOf(view.private_metadata));
  // An empty field is null, and no justification.
  return {
    kind: 'submitted',
    member: memberOf(payload),
    justification: value === null ? '' : textOf(value),
    intention,
  };
}

/** What our own dialogue brought along. */
function readIntention(metadata: string): Intention {
  const { review, decision, message } = objectOf(wellFormed(() => JSON.parse(metadata)));
  if (decision !== 'approve' && decision !== 'reject') throw new SallyportError('request_invalid');
  return { review: uuidOf(review), decision, ...messageOf(objectOf(message ?? {}), ['channel', 'ts']) };
}

function memberOf({ user, team }: Json): SlackMember {
  const { id, team_id: own } = objectOf(user);
  const { id: place } = objectOf(team ?? {});
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { id: textOf(id), team: text(own), place: text(place) };
}

function messageOf(part: Json, [channelKey, tsKey]: readonly [string, string]): { readonly message?: PostedMessage } {
  const { [channelKey]: channel, [tsKey]: ts } = part;
  const known = typeof channel === 'string' && typeof ts === 'string' && channel.length <= 64 && ts.length <= 64;
  return known ? { message: { channel, ts } } : {};
}

function uuidOf(value: unknown): string {
  const text = textOf(value);
  if (!isUuid(text)) throw new SallyportError('request_invalid');
  return text;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new SallyportError('request_invalid');
  return value;
}

function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SallyportError('request_invalid');
  return value as Json;
}

function wellFormed<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new SallyportError('request_invalid');
  }
}
