import { FLAG, object, oneOf, TEXT, TOOL_NAME } from '../shape.ts';
import { JSON_SCHEMA } from './tool.ts';

/** What the text of a response shall be. */
export const TEXT_FORMAT = object({
  format: object({
    type: oneOf('text', 'json_object', 'json_schema'),
    name: TOOL_NAME,
    description: TEXT,
    schema: JSON_SCHEMA,
    strict: FLAG,
  }),
  verbosity: oneOf('low', 'medium', 'high'),
});
