import { sealed } from '../../base64-rule.ts';
import { ID, NUMBER, object, oneOf, type Shape } from '../../shape.ts';
import { FAULT_FIELDS } from '../error-response.ts';
import type { EventShapes } from '../event-shapes.ts';
import { ARGUMENTS_PIECE, PIECE } from '../piece.ts';
import { ANSWERED_BLOCK, CITATION } from './block.ts';
import { CHANGE_FIELDS, ENDING_FIELDS, MESSAGE, MESSAGE_USAGE } from './message.ts';

const INDEX: Shape = { ...NUMBER, part: true };

/** A block may begin with some of its text: what follows belongs to it. */
const TEXT_PIECE: Shape = { ...PIECE, run: 'text' };
const THINKING_PIECE: Shape = { ...PIECE, run: 'thinking' };

/** A block as it begins. */
const BEGUN: Shape = {
  fields: { ...ANSWERED_BLOCK.fields, text: TEXT_PIECE, thinking: THINKING_PIECE },
};

/** What comes of a block. A string no one has named is a piece of text too. */
const DELTA: Shape = {
  fields: {
    type: oneOf(
      ...['text_delta', 'input_json_delta', 'thinking_delta', 'signature_delta', 'citations_delta'],
      'compaction_delta',
    ),
    text: TEXT_PIECE,
    thinking: THINKING_PIECE,
    partial_json: ARGUMENTS_PIECE,
    signature: { string: sealed },
    encrypted_content: { string: sealed },
    content: PIECE,
    citation: CITATION,
    estimated_tokens: NUMBER,
  },
  others: { piece: 'text' },
};

const ending = (name: string): Shape => ({ ...oneOf(name), ends: true });

/** The events of a message (Anthropic, “Streaming messages”), named by their `event` field and by their `type` too. */
export const MESSAGE_EVENTS: EventShapes = {
  named: {
    message_start: object({ type: oneOf('message_start'), message: MESSAGE }),
    content_block_start: object({ type: oneOf('content_block_start'), index: INDEX, content_block: BEGUN }),
    content_block_delta: object({ type: oneOf('content_block_delta'), index: INDEX, delta: DELTA }),
    content_block_stop: object({ type: ending('content_block_stop'), index: INDEX }),
    message_delta: object({
      ...CHANGE_FIELDS,
      type: oneOf('message_delta'),
      delta: object(ENDING_FIELDS),
      usage: MESSAGE_USAGE,
    }),
    message_stop: object({ type: ending('message_stop') }),
    ping: object({ type: oneOf('ping') }),
    error: object({ type: oneOf('error'), error: object(FAULT_FIELDS), request_id: ID }),
  },
  others: { fields: { type: ID, index: INDEX, delta: DELTA, content_block: BEGUN, usage: MESSAGE_USAGE } },
};
