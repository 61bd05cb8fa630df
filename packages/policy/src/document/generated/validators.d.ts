/** One thing that ajv found wrong. */
export interface SchemaError {
  /** RFC 6901: where in the value. */
  readonly instancePath: string;
  /** Where in the schemas, with the keyword at its end: `#/$defs/range/minProperties`. */
  readonly schemaPath: string;
  readonly keyword: string;
  /** The name that is wrong, where it is an error of one. */
  readonly propertyName?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Tells whether a value has the shape; what is wrong with it is in `errors` until the next call. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

export const validateDocument: Validator;
export const validateSlice: Validator;
