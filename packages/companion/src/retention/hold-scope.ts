import { type EventDetails, type Identity, isPseudonym, isUuid, SallyportError, toBase64url } from '@sallyport/core';
import type { SubjectOfCareKeeper } from '../sessions/index.ts';

/** What a legal hold holds: the recordings of which all of it is true. */
export interface HoldScope {
  readonly session?: string;
  readonly correlationId?: string;
  readonly identity?: Identity;
  readonly connection?: string;
  /** HMAC of the pseudonym, see `subjectOfCareKeeper`. */
  readonly subjectOfCare?: Uint8Array;
}

/** What says so in an order: texts, none of which was checked. */
export type HoldMembers = Readonly<
  Partial<Record<'session_id' | 'correlation_id' | 'issuer' | 'subject' | 'connection' | 'subject_of_care', string>>
>;

/** What scopes are read with. */
export interface HoldScopeParts {
  readonly subjects: SubjectOfCareKeeper;
  /** Whether a connection of this name is, or was, configured. */
  readonly isConnection: (name: string) => Promise<boolean>;
}

/** Reads a scope. Raises `request_invalid` where it holds nothing, or names what cannot be. */
export async function readHoldScope(members: HoldMembers, parts: HoldScopeParts): Promise<HoldScope> {
  const { session_id: session, correlation_id: correlationId, issuer, subject, connection } = members;
  const { subject_of_care: pseudonym } = members;
  const named = connection === undefined || (await parts.isConnection(connection));
  const uuids = [session, correlationId].every((id) => id === undefined || isUuid(id));
  // An identity is the pair.
  const paired = (issuer === undefined) === (subject === undefined);
  const known = pseudonym === undefined || isPseudonym(pseudonym);
  const some = [session, correlationId, issuer, connection, pseudonym].some((one) => one !== undefined);
  if (!named || !uuids || !paired || !known || !some) throw new SallyportError('request_invalid');
  return {
    ...(session === undefined ? {} : { session }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(issuer === undefined || subject === undefined ? {} : { identity: { issuer, subject } }),
    ...(connection === undefined ? {} : { connection }),
    ...(pseudonym === undefined ? {} : { subjectOfCare: parts.subjects.digest(pseudonym) }),
  };
}

/** What the event of a hold says of its scope. */
export function scopeDetails(scope: HoldScope): EventDetails {
  const { session, correlationId, identity, connection, subjectOfCare } = scope;
  return {
    ...(session === undefined ? {} : { sessionId: session }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(identity === undefined ? {} : { target: identity }),
    ...(connection === undefined ? {} : { connection }),
    ...(subjectOfCare === undefined ? {} : { subjectOfCare: toBase64url(subjectOfCare) }),
  };
}
