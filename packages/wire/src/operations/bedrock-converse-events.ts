import { picture } from '../base64-rule.ts';
import { FREE, ID, listOf, NESTED, NUMBER, object, oneOf, type Shape } from '../shape.ts';
import { CITATION, SEALED } from './bedrock-content.ts';
import { MADE, PADDED, STOP_REASON } from './bedrock-converse.ts';
import { OWN_EVENT } from './bedrock-own-event.ts';
import type { EventShapes } from './event-shapes.ts';
import { ARGUMENTS_PIECE, PIECE } from './piece.ts';
import { CALLED } from './tool.ts';

const INDEX: Shape = { ...NUMBER, part: true };

const DELTA: Shape = {
  only: ['object'],
  fields: {
    text: PIECE,
    toolUse: object({ input: ARGUMENTS_PIECE }),
    toolResult: listOf(object({ text: PIECE, json: NESTED })),
    reasoningContent: object({ text: PIECE, signature: SEALED, redactedContent: SEALED }),
    citation: CITATION,
    image: object({ source: object({ bytes: { string: picture } }) }),
  },
  others: OWN_EVENT,
};

const START = object({
  toolUse: object({ toolUseId: ID, name: CALLED, type: oneOf('server_tool_use') }),
  toolResult: object({ toolUseId: ID, type: ID, status: oneOf('success', 'error') }),
  image: object({ format: oneOf('png', 'jpeg', 'gif', 'webp') }),
});

const event = (fields: Readonly<Record<string, Shape>>): Shape => ({
  only: ['object'],
  fields: { ...PADDED, ...fields },
});

/** The events of `POST /model/{modelId}/converse-stream`. */
export const CONVERSE_EVENTS: EventShapes = {
  framing: 'frames',
  named: {
    messageStart: event({ role: oneOf('user', 'assistant', 'system') }),
    contentBlockStart: event({ contentBlockIndex: INDEX, start: START }),
    contentBlockDelta: event({ contentBlockIndex: INDEX, delta: DELTA }),
    contentBlockStop: event({ contentBlockIndex: { ...INDEX, ends: true } }),
    messageStop: event({ stopReason: { ...STOP_REASON, ends: true }, additionalModelResponseFields: FREE }),
    metadata: event(MADE),
  },
  others: OWN_EVENT,
};
