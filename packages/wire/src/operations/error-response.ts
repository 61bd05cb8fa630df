import { ID, MODEL, NUMBER, object, type Shape, TEXT } from '../shape.ts';
import { identifier, parameterPath } from '../string-rule.ts';

/** What an error of a provider says. */
export const FAULT_FIELDS: Readonly<Record<string, Shape>> = {
  message: TEXT,
  type: ID,
  code: { string: identifier, number: 'known' },
  param: { string: parameterPath },
  // Google's errors have their kind here, and the status of HTTP in `code`
  status: { string: identifier, number: 'known' },
};

/** An error of a provider: `{error: {message, type, code, param}}`, or those fields alone. All else is free JSON. */
export const ERROR_RESPONSE = object({
  ...FAULT_FIELDS,
  error: object({ ...FAULT_FIELDS, innererror: object({ code: ID }) }),
  request_id: ID,
  statusCode: NUMBER,
  model: MODEL,
});
