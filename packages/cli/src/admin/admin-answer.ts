import { ERROR_CATALOGUE, type ErrorCode, SallyportError } from '@sallyport/core';

/** An answer of the admin plane, a JSON object of which nothing is known yet. */
export type AdminAnswer = Readonly<Record<string, unknown>>;

/** Reads an answer. Raises the error that the companion names, `companion_invalid` for an answer that cannot be read. */
export async function readAdminAnswer(response: Response): Promise<AdminAnswer> {
  const answer = await response.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw new SallyportError('companion_invalid');
  if (response.status === 200) return answer as AdminAnswer;
  const { code } = answer as { readonly code?: unknown };
  throw new SallyportError(isErrorCode(code) ? code : 'companion_invalid');
}

/** A member that must be text. Raises `companion_invalid`. */
export function textOf(answer: AdminAnswer, name: string): string {
  const value = answer[name];
  if (typeof value !== 'string') throw new SallyportError('companion_invalid');
  return value;
}

/** A member that must be a list of texts. Raises `companion_invalid`. */
export function textsOf(answer: AdminAnswer, name: string): readonly string[] {
  const value = answer[name];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new SallyportError('companion_invalid');
  return value;
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CATALOGUE, code);
}
