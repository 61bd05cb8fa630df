/** A part of a JSON Schema. `title` is how a fault asks for it, after "must be"; `description` is for whoever writes it. */
export type Schema = Readonly<Record<string, unknown>>;

/** What connections, rules, operators and retention classes may be called. */
export const NAME = '^[a-z0-9][a-z0-9-]{0,62}$';

/** Of IANA's shape; whether there is such a zone is checked later. */
export const ZONE = '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$';

/** An operation's id, or the beginning of some with `.*` after it. */
export const OPERATION = '^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*){0,7}(?:\\.\\*)?$';

/** A string of 1 to 2,048 characters. */
export const text = (title: string, more: Schema = {}): Schema => ({
  type: 'string',
  minLength: 1,
  maxLength: 2048,
  title,
  ...more,
});

/** A name of lower-case letters, digits and dashes. */
export const name = (more: Schema = {}): Schema =>
  text('a name of lower-case letters, digits and dashes', { pattern: NAME, ...more });

/** One of some words. */
export const oneOf = (values: readonly (string | boolean)[], more: Schema = {}): Schema => ({
  type: [...new Set(values.map((value) => typeof value))],
  enum: values,
  title: `one of ${values.join(', ')}`,
  ...more,
});

/** A list of 1 to 1,024 different items. */
export const list = (title: string, items: Schema, more: Schema = {}): Schema => ({
  type: 'array',
  minItems: 1,
  maxItems: 1024,
  uniqueItems: true,
  title,
  items,
  ...more,
});

/** A whole number within bounds. */
export const whole = ([least, most]: readonly [number, number], more: Schema = {}): Schema => ({
  type: 'integer',
  minimum: least,
  maximum: most,
  title: `a whole number from ${least} to ${most}`,
  ...more,
});

/** An object with these keys and no others. */
export const closed = (required: readonly string[], properties: Schema, more: Schema = {}): Schema => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
  ...more,
});

/** A part that is defined once. */
export const ref = (definition: string, more: Schema = {}): Schema => ({ $ref: `#/$defs/${definition}`, ...more });
