import { FREE, listOf, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { closed } from '../string-rule.ts';

const POINT = object({ x: NUMBER, y: NUMBER });

/** What a model does at a screen, in a browser or in a shell. */
const ACTION_FIELDS: Readonly<Record<string, Shape>> = {
  type: oneOf(
    ...['click', 'double_click', 'drag', 'keypress', 'move', 'screenshot', 'scroll', 'type', 'wait'],
    ...['exec', 'search', 'open_page', 'find_in_page'],
  ),
  button: oneOf('left', 'right', 'wheel', 'back', 'forward'),
  x: NUMBER,
  y: NUMBER,
  scroll_x: NUMBER,
  scroll_y: NUMBER,
  path: listOf(POINT),
  keys: listOf(TEXT),
  text: TEXT,
  query: TEXT,
  queries: listOf(TEXT),
  pattern: TEXT,
  url: TEXT,
  sources: listOf(object({ type: oneOf('url', 'api'), url: TEXT, name: TEXT })),
  command: listOf(TEXT),
  commands: listOf(TEXT),
  env: FREE,
  user: TEXT,
  working_directory: TEXT,
  timeout_ms: NUMBER,
  max_output_length: NUMBER,
};

/** An action, or the name of one. It is carried out, so it counts as the arguments of a tool. */
export const ACTION: Shape = {
  string: closed(
    ...['auto', 'generate', 'edit'],
    ...['followup_task', 'interrupt_agent', 'list_agents', 'send_message', 'spawn_agent', 'wait_agent'],
  ),
  fields: ACTION_FIELDS,
  tool: 'arguments',
};

/** Actions, one after another. */
export const ACTIONS: Shape = { items: object(ACTION_FIELDS), tool: 'arguments' };
