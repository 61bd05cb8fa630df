import { ERROR_CATALOGUE, type ErrorCode, SallyportError } from '@sallyport/core';
import { visibleLine } from '../scan/visible-text.ts';

/** An answer of the admin plane, a JSON object of which nothing is known yet. */
export type AdminAnswer = Readonly<Record<string, unknown>>;

/** Reads an answer. Raises the error that the companion names, `companion_invalid` for an answer that cannot be read. */
export async function readAdminAnswer(response: Response): Promise<AdminAnswer> {
  const answer = await response.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw new SallyportError('companion_invalid');
  if (response.status === 200) return answer as AdminAnswer;
  const { code, detail } = answer as { readonly code?: unknown; readonly detail?: unknown };
  if (!isErrorCode(code)) throw new SallyportError('companion_invalid');
  throw new SallyportError(
    code,
    code === 'version_invalid' && typeof detail === 'string' ? { place: placeOf(detail) } : {},
  );
}

/** A member that must be text. Raises `companion_invalid`. */
export function textOf(answer: AdminAnswer, name: string): string {
  const value = answer[name];
  if (typeof value !== 'string') throw new SallyportError('companion_invalid');
  return value;
}

/** A member that must be a whole number. Raises `companion_invalid`. */
export function numberOf(answer: AdminAnswer, name: string): number {
  const value = answer[name];
  if (!Number.isSafeInteger(value)) throw new SallyportError('companion_invalid');
  return value as number;
}

/** A member that must be a list of texts. Raises `companion_invalid`. */
export function textsOf(answer: AdminAnswer, name: string): readonly string[] {
  const value = answer[name];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new SallyportError('companion_invalid');
  return value;
}

/** Where in a file that was sent the fault is: for the terminal, which it must not drive. */
function placeOf(detail: string): string {
  return visibleLine(detail.slice(0, 500));
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CATALOGUE, code);
}
