import { fromBase64url, fromUtf8, MAX_AUDITORS, SallyportError } from '@sallyport/core';
import type { GeneralJWE } from 'jose';
import { isRecord } from '../is-record.ts';

/** The most bytes of plaintext in one line. */
export const ORIGINALS_PIECE_BYTES = 262_144;

/** The most bytes of a line, without its end: a full piece in base64url, sealed to the most auditors, and headers. */
export const ORIGINALS_LINE_BYTES = 368_640;

/** The `typ` of a line. */
export const ORIGINALS_TYPE = 'sallyport-originals+jwe';

/** The one way in which lines are sealed: RFC 7518 §4.6, §5.3. */
export const ORIGINALS_ALGORITHM = Object.freeze({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' });

/** One line of a sealed original: a JWE in General JSON, RFC 7516 §7.2.1. */
export interface OriginalsLine {
  /** From 0. */
  readonly index: number;
  readonly last: boolean;
  /** The `kid` of everybody to whom it is sealed. */
  readonly kids: readonly string[];
  /** Its exact bytes, with the line feed. */
  readonly bytes: Uint8Array;
  readonly jwe: GeneralJWE;
}

type Members = Readonly<Record<string, unknown>>;

const JWE_MEMBERS = ['protected', 'recipients', 'iv', 'ciphertext', 'tag'];
const PROTECTED_MEMBERS = ['enc', 'typ', 'cty', 'index', 'last'];
/** With one recipient, jose protects the ephemeral key too. */
const ALONE = ['epk'];

/** Reads a line, with its line feed, without opening it. Raises `originals_invalid` where it is not, to the member, what `sealOriginals` writes. */
export function readOriginalsLine(bytes: Uint8Array): OriginalsLine {
  const jwe = parsed(bytes);
  const recipients = isRecord(jwe) && hasOnly(jwe, JWE_MEMBERS) ? kidsOf(jwe.recipients) : undefined;
  const header = isRecord(jwe) && areDigits([jwe.iv, jwe.ciphertext, jwe.tag]) ? headerOf(jwe.protected) : undefined;
  if (!recipients || !header || !isHeader(header, recipients.length)) throw new SallyportError('originals_invalid');
  const { index, last } = header as { readonly index: number; readonly last: boolean };
  return Object.freeze({ index, last, kids: recipients, bytes, jwe: jwe as unknown as GeneralJWE });
}

function isHeader(header: Members, recipients: number): boolean {
  const { enc, typ, cty, index, last } = header;
  return (
    hasOnly(header, recipients === 1 ? [...PROTECTED_MEMBERS, ...ALONE] : PROTECTED_MEMBERS) &&
    enc === ORIGINALS_ALGORITHM.enc &&
    typ === ORIGINALS_TYPE &&
    (cty === undefined || typeof cty === 'string') &&
    Number.isSafeInteger(index) &&
    (index as number) >= 0 &&
    typeof last === 'boolean'
  );
}

function kidsOf(recipients: unknown): readonly string[] | undefined {
  if (!Array.isArray(recipients) || recipients.length === 0 || recipients.length > MAX_AUDITORS) return undefined;
  const kids = recipients.flatMap((recipient: unknown) => {
    if (!isRecord(recipient) || !hasOnly(recipient, ['header', 'encrypted_key'])) return [];
    const { header, encrypted_key: key } = recipient;
    if (!isRecord(header) || !hasOnly(header, ['alg', 'kid', ...ALONE]) || !areDigits([key])) return [];
    return header.alg === ORIGINALS_ALGORITHM.alg && typeof header.kid === 'string' ? [header.kid] : [];
  });
  return kids.length === recipients.length && new Set(kids).size === kids.length ? Object.freeze(kids) : undefined;
}

function headerOf(value: unknown): Members | undefined {
  const bytes = typeof value === 'string' ? fromBase64url(value) : undefined;
  const header = bytes && parsed(bytes);
  return isRecord(header) ? header : undefined;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

function areDigits(values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string' && fromBase64url(value) !== undefined);
}

function hasOnly(members: Members, names: readonly string[]): boolean {
  return Object.keys(members).every((name) => names.includes(name));
}
