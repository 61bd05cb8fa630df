import { SallyportError } from '@sallyport/core';
import { readJson } from '../body/read-json.ts';

/** The members that a body has, and may have. */
export interface MemberRule {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

/** Unrolled: an alternative for each character would need a stack as deep as the text is long. */
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/**
 * Reads a JSON object whose members are all texts that are not empty: these and no others, none twice. Raises `body_missing`,
 * `body_not_utf8`, `body_not_json`, `body_duplicate_key`, and `request_invalid` for anything else.
 */
export function readMembers(body: Uint8Array, rule: MemberRule): Readonly<Partial<Record<string, string>>> {
  const { text, value: members } = readJson(body);
  if (!isTexts(members)) throw new SallyportError('request_invalid');
  const names = Object.keys(members);
  const known = [...rule.required, ...(rule.optional ?? [])];
  const whole = rule.required.every((name) => names.includes(name)) && names.every((name) => known.includes(name));
  if (!whole) throw new SallyportError('request_invalid');
  // Of a member that is there twice `JSON.parse` takes the last, and another reader perhaps the first.
  const written = [...text.matchAll(STRING)].filter(([, colon]) => colon !== undefined).length;
  if (written !== names.length) throw new SallyportError('body_duplicate_key');
  return members;
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((member) => typeof member === 'string' && member !== '');
}
