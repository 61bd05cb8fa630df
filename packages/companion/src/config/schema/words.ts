/** A string of 1 to 2,048 characters. */
export const text = (description: string, more: object = {}) => ({
  type: 'string',
  minLength: 1,
  maxLength: 2048,
  description,
  ...more,
});
/** A whole number within bounds. */
export const count = (
  unit: string,
  { fallback, least = 1, most }: { fallback: number; least?: number; most: number },
) => ({
  type: 'integer',
  minimum: least,
  maximum: most,
  default: fallback,
  description: `a number${unit === '' ? '' : ` of ${unit}`} from ${least} to ${most}`,
});
/** A list of 1 to 1,024 different items. */
export const list = (description: string, items: object, more: object = {}) => ({
  type: 'array',
  minItems: 1,
  maxItems: 1024,
  uniqueItems: true,
  description,
  items,
  ...more,
});
/** An object with these keys and no others. */
export const closed = (required: readonly string[], properties: Record<string, object>, more: object = {}) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
  ...more,
});

/** How a network is asked for. */
export const NETWORK = 'a network such as 10.0.0.0/8 or 2001:db8::/32';

/** What connections and sealed secrets may be called. */
export const NAME = '^[a-z0-9][a-z0-9-]{0,62}$';
