import {
  ENTITIES,
  type Entity,
  type Identity,
  isPseudonym,
  isUuid,
  readNetwork,
  SallyportError,
} from '@sallyport/core';
import { storedAddress } from '../ledger/index.ts';
import { readTime } from './read-time.ts';

/** What was decided about a call: it was sent, people approved that, or it was refused. */
const SESSION_DECISIONS = ['allowed', 'reviewed', 'denied'] as const;

/** Where a session stands: it goes on, how it ended, or that there was none because the call was refused. */
const SESSION_STATES = ['open', 'success', 'failure', 'unknown', 'denied'] as const;

/** What sessions are searched by; all that is there must fit. */
export interface SessionQuery {
  readonly person?: Identity;
  readonly group?: string;
  readonly connection?: string;
  readonly operation?: string;
  readonly model?: string;
  readonly entity?: Entity;
  readonly decision?: (typeof SESSION_DECISIONS)[number];
  readonly status?: (typeof SESSION_STATES)[number];
  /** Opened at this time or later, and before that. */
  readonly from?: Date;
  readonly to?: Date;
  readonly correlationId?: string;
  /** Who approved it. */
  readonly approver?: Identity;
  /** An address or a network, as PostgreSQL's `inet` reads it. */
  readonly clientIp?: string;
  /** The pseudonym. */
  readonly subjectOfCare?: string;
}

/** The members by which a search names them. */
export const QUERY_MEMBERS = [
  ...['issuer', 'subject', 'group', 'connection', 'operation', 'model', 'entity', 'decision', 'status', 'from', 'to'],
  ...['correlation_id', 'approver_issuer', 'approver_subject', 'client_ip', 'subject_of_care'],
] as const;

type Members = Readonly<Partial<Record<string, string>>>;

/** Reads what is searched by. Raises `request_invalid` for what cannot be, and for half of an identity. */
export function readSessionQuery(members: Members): SessionQuery {
  const { group, connection, operation, model, entity, decision, status, from, to, client_ip: clientIp } = members;
  const { correlation_id: correlationId, subject_of_care: subjectOfCare } = members;
  const query = {
    person: readIdentity(members.issuer, members.subject),
    approver: readIdentity(members.approver_issuer, members.approver_subject),
    ...{ group: readText(group), connection: readText(connection), operation: readText(operation) },
    model: readText(model),
    entity: oneOf(ENTITIES, entity),
    decision: oneOf(SESSION_DECISIONS, decision),
    status: oneOf(SESSION_STATES, status),
    from: from === undefined ? undefined : readTime(from),
    to: to === undefined ? undefined : readTime(to),
    correlationId: fitting(correlationId, isUuid),
    clientIp: clientIp === undefined ? undefined : readPlace(clientIp),
    subjectOfCare: fitting(subjectOfCare, isPseudonym),
  };
  return Object.freeze(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)));
}

const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const LONGEST = 2_048;

function readText(text: string | undefined): string | undefined {
  return fitting(text, (value) => value.length <= LONGEST && !UNPRINTABLE.test(value));
}

function readIdentity(issuer: string | undefined, subject: string | undefined): Identity | undefined {
  const [whose, who] = [readText(issuer), readText(subject)];
  if (whose === undefined && who === undefined) return undefined;
  if (whose === undefined || who === undefined) throw new SallyportError('request_invalid');
  return { issuer: whose, subject: who };
}

/** `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`. */
function readPlace(text: string): string {
  const [address = '', prefix] = text.split('/');
  const stored = storedAddress(address);
  const fits = prefix === undefined || readNetwork(text) !== undefined;
  if (stored === undefined || !fits) throw new SallyportError('request_invalid');
  return prefix === undefined ? stored : `${stored}/${prefix}`;
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined): T | undefined {
  const value = known.find((one) => one === text);
  if (text !== undefined && value === undefined) throw new SallyportError('request_invalid');
  return value;
}

function fitting(text: string | undefined, fits: (text: string) => boolean): string | undefined {
  if (text === undefined || fits(text)) return text;
  throw new SallyportError('request_invalid');
}
