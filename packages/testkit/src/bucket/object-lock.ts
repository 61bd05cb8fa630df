import { type BucketAnswer, refusal, xmlAnswer } from './bucket-request.ts';
import type { ObjectRetention, ObjectVersion, RetentionMode } from './kept-objects.ts';

const MODES: readonly string[] = ['GOVERNANCE', 'COMPLIANCE'] satisfies readonly RetentionMode[];

/** The lock that an upload asks for (Amazon S3 API reference, PutObject), or why it is refused. */
export function readLock(headers: Readonly<Record<string, string>>, now: number) {
  const { 'x-amz-object-lock-mode': mode, 'x-amz-object-lock-retain-until-date': until } = headers;
  const hold = headers['x-amz-object-lock-legal-hold'];
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF') return { refused: refusal(400, 'InvalidArgument') };
  const legalHold = hold === 'ON';
  if (mode === undefined && until === undefined) return { legalHold };
  const retention = readRetention({ mode, date: until }, now);
  if (retention !== undefined) return { legalHold, retention };
  return { refused: refusal(400, 'InvalidArgument') };
}

/** A mode, and a date in the future; `undefined` of anything else. */
export function readRetention(
  { mode = '', date = '' }: { readonly mode?: string | undefined; readonly date?: string | undefined },
  now: number,
): ObjectRetention | undefined {
  const until = Date.parse(date);
  return MODES.includes(mode) && until > now ? { mode: mode as RetentionMode, until } : undefined;
}

/** How an object that is given says that it is locked. */
export function lockHeaders({ retention, legalHold }: ObjectVersion): Readonly<Record<string, string>> {
  const hold = legalHold ? { 'x-amz-object-lock-legal-hold': 'ON' } : {};
  if (retention === undefined) return hold;
  return {
    ...hold,
    'x-amz-object-lock-mode': retention.mode,
    'x-amz-object-lock-retain-until-date': new Date(retention.until).toISOString(),
  };
}

/** The retention or the legal hold of a version, as it is read by itself. */
export function lockElements({ retention, legalHold }: ObjectVersion, what: 'retention' | 'legal-hold'): BucketAnswer {
  if (what === 'legal-hold') return xmlAnswer(`<LegalHold><Status>${legalHold ? 'ON' : 'OFF'}</Status></LegalHold>`);
  if (retention === undefined) return refusal(404, 'NoSuchObjectLockConfiguration');
  const { mode, until } = retention;
  const date = new Date(until).toISOString();
  return xmlAnswer(`<Retention><Mode>${mode}</Mode><RetainUntilDate>${date}</RetainUntilDate></Retention>`);
}
