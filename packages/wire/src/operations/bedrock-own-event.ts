import { ID, MODEL, NUMBER, object, oneOf, type Shape } from '../shape.ts';
import { BEDROCK_USAGE } from './bedrock-content.ts';
import { padding } from './bedrock-padding.ts';

const INDEX: Shape = { ...NUMBER, part: true };

/** Why a text ends there: of whatever model, another value than null. */
const END: Shape = { ...ID, ends: true };

const FIELDS: Readonly<Record<string, Shape>> = {
  p: { string: padding },
  id: ID,
  type: ID,
  model: MODEL,
  role: oneOf('user', 'assistant', 'system', 'tool'),
  index: INDEX,
  contentBlockIndex: INDEX,
  created: NUMBER,
  stop_reason: END,
  stopReason: END,
  finish_reason: END,
  completionReason: END,
  contentBlockStop: object({ contentBlockIndex: { ...INDEX, ends: true } }),
  usage: BEDROCK_USAGE,
  metrics: BEDROCK_USAGE,
  'amazon-bedrock-invocationMetrics': BEDROCK_USAGE,
};

/** An event of a model that no one has named: each string in it, at whatever depth, may be a piece of a text that comes in many. */
export const OWN_EVENT: Shape = ownEvent();

function ownEvent(): Shape {
  const shape: Shape = {
    piece: 'text',
    fields: FIELDS,
    get items() {
      return shape;
    },
    get others() {
      return shape;
    },
  };
  return Object.freeze(shape);
}
