import { ID, MODEL, NUMBER, object, oneOf, REFUSED, type Shape } from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';
import { BEDROCK_USAGE, SEALED } from './bedrock-content.ts';
import { OWN_EVENT } from './bedrock-own-event.ts';
import type { EventShapes } from './event-shapes.ts';
import { ARGUMENTS_PIECE, PIECE } from './piece.ts';
import { CALLED } from './tool.ts';

const INDEX: Shape = { ...NUMBER, part: true };

/** A text begins empty: what it began with would be a piece of another text. */
const EMPTY: Shape = { only: ['string', 'null'], string: closedOrRefused('') };

const MESSAGE: Readonly<Record<string, Shape>> = {
  id: ID,
  type: oneOf('message'),
  role: oneOf('assistant'),
  model: MODEL,
  usage: BEDROCK_USAGE,
};

const DELTA: Shape = {
  only: ['object'],
  fields: {
    type: ID,
    text: PIECE,
    thinking: PIECE,
    partial_json: ARGUMENTS_PIECE,
    signature: SEALED,
    stop_reason: ID,
  },
  others: OWN_EVENT,
};

const STARTED: Shape = {
  only: ['object'],
  fields: {
    type: ID,
    id: ID,
    name: CALLED,
    text: EMPTY,
    thinking: EMPTY,
    signature: EMPTY,
    data: SEALED,
    image: REFUSED,
  },
};

const event = (fields: Readonly<Record<string, Shape>>): Shape => ({
  only: ['object'],
  fields: { type: ID, 'amazon-bedrock-invocationMetrics': BEDROCK_USAGE, ...fields },
});

/** The events of `POST /model/{modelId}/invoke-with-response-stream`: those of Anthropic's Messages by their `type`, and those of any other model. */
export const INVOKE_EVENTS: EventShapes = {
  framing: 'frames',
  named: {
    message_start: event({ message: object(MESSAGE) }),
    content_block_start: event({ index: INDEX, content_block: STARTED }),
    content_block_delta: event({ index: INDEX, delta: DELTA }),
    content_block_stop: event({ index: { ...INDEX, ends: true } }),
    message_delta: event({ delta: DELTA, usage: BEDROCK_USAGE }),
    message_stop: event({ type: { ...ID, ends: true } }),
    ping: event({}),
  },
  others: OWN_EVENT,
};
