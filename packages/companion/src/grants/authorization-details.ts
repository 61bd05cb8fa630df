import { SallyportError } from '@sallyport/core';
import { areOperations } from './operation-list.ts';

/** The one type of authorization details that is known here: calls of operations of a connection. */
export const DETAIL_TYPE = 'sallyport_call';

/** What a caller asks leave for, RFC 9396 §2. */
export interface AuthorizationDetail {
  readonly type: typeof DETAIL_TYPE;
  /** Public URLs of the connection. */
  readonly locations?: readonly string[];
  /** Operations: `embeddings.create`. */
  readonly actions: readonly string[];
}

const MAX_TEXT_LENGTH = 4_096;
const MAX_DETAILS = 8;
const MAX_LOCATIONS = 4;
const MEMBERS = ['type', 'locations', 'actions'];

/** A JSON string, and the colon after it where it is a key. */
const STRING = /"(?:[^"\\]|\\.)*"[ \t\r\n]*(:?)/g;

/**
 * Reads `authorization_details`, RFC 9396 §2, strictly: an array of one to eight objects of the known type, with no member that is not
 * known and none twice, 4,096 characters at most. Raises `authorization_details_invalid`.
 */
export function readAuthorizationDetails(text: string): readonly AuthorizationDetail[] {
  const value = text.length > MAX_TEXT_LENGTH ? undefined : parseOnce(text);
  if (areDetails(value)) return value;
  throw new SallyportError('authorization_details_invalid');
}

/** Tells whether a value is authorization details as they are read and granted here. */
export function areDetails(value: unknown): value is readonly AuthorizationDetail[] {
  return Array.isArray(value) && value.length > 0 && value.length <= MAX_DETAILS && value.every(isDetail);
}

/** The operations that details name, each once. */
export function actionsOf(details: readonly AuthorizationDetail[]): readonly string[] {
  return [...new Set(details.flatMap(({ actions }) => actions))];
}

/** The same details for some operations alone, at one place; what names none of them is left out. */
export function narrowDetails(
  details: readonly AuthorizationDetail[],
  { operations, location }: { readonly operations: readonly string[]; readonly location: string },
): readonly AuthorizationDetail[] {
  return details.flatMap(({ type, actions }) => {
    const left = [...new Set(actions)].filter((action) => operations.includes(action));
    return left.length === 0 ? [] : [{ type, locations: [location], actions: left }];
  });
}

function isDetail(value: unknown): value is AuthorizationDetail {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { type, locations, actions } = value as Readonly<Record<string, unknown>>;
  const known = Object.keys(value).every((member) => MEMBERS.includes(member));
  const placed = !Object.hasOwn(value, 'locations') || areLocations(locations);
  return known && type === DETAIL_TYPE && placed && areOperations(actions);
}

function areLocations(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_LOCATIONS) return false;
  return value.every((one) => typeof one === 'string');
}

/** Parses JSON that names no key twice, of which another reader might take the other. Anything else gives `undefined`. */
function parseOnce(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    const written = [...text.matchAll(STRING)].filter(([, colon]) => colon !== '').length;
    return countKeys(value) === written ? value : undefined;
  } catch {
    return undefined;
  }
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, one) => sum + countKeys(one), own);
}
