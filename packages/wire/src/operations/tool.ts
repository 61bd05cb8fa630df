import {
  EMBEDDED,
  FLAG,
  ID,
  listOf,
  NUMBER,
  object,
  oneOf,
  type Shape,
  selfContained,
  TEXT,
  TOOL_NAME,
} from '../shape.ts';
import { closed } from '../string-rule.ts';

/** A JSON Schema: its keywords are vocabulary at every depth, its property names are the caller's choice. */
export const JSON_SCHEMA = selfContained({
  words: [
    '$defs',
    '$ref',
    '$schema',
    'additionalProperties',
    'allOf',
    'anyOf',
    'const',
    'default',
    'definitions',
    'description',
    'enum',
    'examples',
    'format',
    'items',
    'maxItems',
    'maxLength',
    'maximum',
    'minItems',
    'minLength',
    'minimum',
    'multipleOf',
    'oneOf',
    'pattern',
    'prefixItems',
    'properties',
    'required',
    'strict',
    'title',
    'type',
  ],
});

/** A function a model may call. */
export const FUNCTION = object({ name: TOOL_NAME, description: TEXT, parameters: JSON_SCHEMA, strict: FLAG });

const KIND = oneOf('function', 'custom');

const NAMED = object({ name: TOOL_NAME });

/** The tools of a request. */
export const TOOLS = listOf(
  object({
    type: KIND,
    function: FUNCTION,
    custom: object({
      name: TOOL_NAME,
      description: TEXT,
      format: object({
        type: oneOf('text', 'grammar'),
        grammar: object({ syntax: oneOf('lark', 'regex'), definition: TEXT }),
      }),
    }),
  }),
);

/** Which tool a model must call. */
export const TOOL_CHOICE: Shape = {
  string: closed('none', 'auto', 'required'),
  fields: {
    type: oneOf('function', 'custom', 'allowed_tools'),
    function: NAMED,
    custom: NAMED,
    allowed_tools: object({
      mode: oneOf('auto', 'required'),
      tools: listOf(object({ type: KIND, function: NAMED, custom: NAMED })),
    }),
  },
};

/** The name of the tool that is called. */
export const CALLED: Shape = { ...TOOL_NAME, tool: 'name' };

/** A call of a function: `arguments` is JSON held in a string. */
export const FUNCTION_CALL = object({ name: CALLED, arguments: { ...EMBEDDED, tool: 'arguments' } });

/** The tool calls of a message. */
export const TOOL_CALLS = listOf(
  object({
    id: ID,
    index: NUMBER,
    type: KIND,
    function: FUNCTION_CALL,
    custom: object({ name: CALLED, input: { ...TEXT, tool: 'arguments' } }),
  }),
);
