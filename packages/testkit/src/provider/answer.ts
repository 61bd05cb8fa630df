/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The same body in the pieces it is sent in, one after the other. Default: in one. */
  readonly pieces?: readonly string[];
}

/** What an endpoint is asked for, once the caller has been let in. */
export interface Asked {
  readonly json: Readonly<Record<string, unknown>>;
  /** A number that grows with each request, from which ids are made. */
  readonly serial: number;
}

/** A JSON answer. */
export function jsonAnswer(body: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** An error in OpenAI's shape: `{error: {message, type, param, code}}`. */
export function errorAnswer(
  status: number,
  error: { readonly message: string; readonly type?: string; readonly param?: string; readonly code?: string },
): Answer {
  const { message, type = 'invalid_request_error', param = null, code = null } = error;
  return jsonAnswer({ error: { message, type, param, code } }, status);
}

/** A rough count of tokens: one for every four characters, at least one. */
export function countTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}
