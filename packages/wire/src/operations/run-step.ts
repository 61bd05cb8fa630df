import { EMBEDDED, FREE, ID, listOf, NUMBER, object, oneOf, type Shape, TEXT, TOOL_NAME } from '../shape.ts';
import { RANKING } from './assistant-tools.ts';
import { LAST_ERROR } from './run.ts';
import { OWN_FIELDS, stored } from './stored-object.ts';
import { USAGE } from './usage.ts';

const STEP_KIND = oneOf('message_creation', 'tool_calls');

const MESSAGE_CREATION = object({ message_id: ID });

const RESULT = object({
  file_id: ID,
  file_name: TEXT,
  score: NUMBER,
  content: listOf(object({ type: oneOf('text'), text: TEXT })),
  attributes: FREE,
});

const FILE_SEARCH = object({ ranking_options: RANKING, results: listOf(RESULT) });

/** A tool's call; in the pieces of a stream each is told by its `index`. */
function toolCall(index: Shape, text: Shape, json: Shape): Shape {
  const output = object({ index, type: oneOf('logs', 'image'), logs: text, image: object({ file_id: ID }) });
  return object({
    id: ID,
    index,
    type: oneOf('code_interpreter', 'file_search', 'function'),
    code_interpreter: object({ input: text, outputs: listOf(output) }),
    file_search: FILE_SEARCH,
    function: object({ name: { ...TOOL_NAME, tool: 'name' }, arguments: { ...json, tool: 'arguments' }, output: TEXT }),
  });
}

const STEP: Readonly<Record<string, Shape>> = {
  assistant_id: ID,
  cancelled_at: NUMBER,
  completed_at: NUMBER,
  expired_at: NUMBER,
  failed_at: NUMBER,
  last_error: LAST_ERROR,
  metadata: OWN_FIELDS,
  run_id: ID,
  status: oneOf('in_progress', 'cancelled', 'failed', 'completed', 'expired'),
  step_details: object({
    type: STEP_KIND,
    message_creation: MESSAGE_CREATION,
    tool_calls: listOf(toolCall(NUMBER, TEXT, EMBEDDED)),
  }),
  thread_id: ID,
  type: STEP_KIND,
  usage: USAGE,
};

/** A step of a run. */
export const RUN_STEP = stored(['thread.run.step'], STEP);

/** The data of an event that ends a step. */
export const ENDED_STEP = object({
  ...STEP,
  id: { ...ID, part: true },
  created_at: NUMBER,
  object: { ...oneOf('thread.run.step'), ends: true },
});

/** The data of `thread.run.step.delta`. */
export const STEP_DELTA = object({
  id: { ...ID, part: true },
  object: oneOf('thread.run.step.delta'),
  delta: object({
    step_details: object({
      type: STEP_KIND,
      message_creation: MESSAGE_CREATION,
      tool_calls: listOf(
        toolCall({ ...NUMBER, part: true }, { ...TEXT, piece: 'text' }, { ...EMBEDDED, piece: 'json' }),
      ),
    }),
  }),
});
