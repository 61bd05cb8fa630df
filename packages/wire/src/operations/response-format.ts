import { FLAG, object, oneOf, TEXT, TOOL_NAME } from '../shape.ts';
import { JSON_SCHEMA } from './tool.ts';

/** The form of a chat completion's text. */
export const RESPONSE_FORMAT = object({
  type: oneOf('text', 'json_object', 'json_schema'),
  json_schema: object({ name: TOOL_NAME, description: TEXT, schema: JSON_SCHEMA, strict: FLAG }),
});
