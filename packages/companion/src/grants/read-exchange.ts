import { SallyportError } from '@sallyport/core';
import type { ConnectionConfig } from '../config/index.ts';
import type { SubjectToken } from '../issuers/index.ts';
import {
  type AuthorizationDetail,
  actionsOf,
  narrowDetails,
  readAuthorizationDetails,
} from './authorization-details.ts';
import { readForm } from './form.ts';
import { connectionUrl, grantedConnection } from './granted-connection.ts';
import { readScope } from './operation-list.ts';
import { type IssuedType, issuedTypeOf, subjectTypeOf, TOKEN_EXCHANGE } from './token-types.ts';

/** A token exchange that is asked for, well formed; no token in it verified. */
export interface ExchangeOrder {
  readonly connection: ConnectionConfig;
  readonly subjectToken: SubjectToken;
  /** Of who acts for the subject. */
  readonly actorToken?: SubjectToken;
  /** What the client says it is; it is public, and proves nothing (RFC 6749 §3.2.1). */
  readonly clientId?: string;
  readonly issuedType: IssuedType;
  /** The operations asked for; all that are allowed when absent. */
  readonly scope?: readonly string[];
  /** The details asked for, for no other operations than `scope` has. */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

type Form = ReadonlyMap<string, string>;

const PARAMETERS: ReadonlySet<string> = new Set([
  'grant_type',
  'subject_token',
  'subject_token_type',
  'actor_token',
  'actor_token_type',
  'audience',
  'resource',
  'scope',
  'authorization_details',
  'requested_token_type',
  'client_id',
]);

/** VSCHAR, RFC 6749 appendix A.1. */
const CLIENT_ID = /^[\x20-\x7e]{1,512}$/;

/**
 * Reads the form of a token exchange, RFC 8693 §2.1. Raises `request_invalid`, `grant_type_unsupported`, `scope_invalid`,
 * `authorization_details_invalid`, `connection_unknown`, `target_invalid`.
 */
export function readExchange(
  body: Uint8Array,
  options: { readonly connections: ReadonlyMap<string, ConnectionConfig>; readonly root: string },
): ExchangeOrder {
  const form = readForm(body);
  if ([...form.keys()].some((name) => !PARAMETERS.has(name))) throw new SallyportError('request_invalid');
  if (form.get('grant_type') !== TOKEN_EXCHANGE) throw new SallyportError('grant_type_unsupported');
  const subjectToken = readToken(form, 'subject');
  const actorToken = readToken(form, 'actor');
  const issuedType = issuedTypeOf(form.get('requested_token_type'));
  const clientId = form.get('client_id');
  const named = clientId === undefined || CLIENT_ID.test(clientId);
  if (subjectToken === undefined || issuedType === undefined || !named) throw new SallyportError('request_invalid');
  return {
    ...readTarget(form, options),
    subjectToken,
    issuedType,
    ...(actorToken === undefined ? {} : { actorToken }),
    ...(clientId === undefined ? {} : { clientId }),
  };
}

/** A token and its type: neither comes without the other. */
function readToken(form: Form, role: 'subject' | 'actor'): SubjectToken | undefined {
  const token = form.get(`${role}_token`);
  const identifier = form.get(`${role}_token_type`);
  if (token === undefined && identifier === undefined) return undefined;
  const type = subjectTypeOf(identifier ?? '');
  if (token === undefined || type === undefined) throw new SallyportError('request_invalid');
  return { token, type };
}

function readTarget(
  form: Form,
  options: { readonly connections: ReadonlyMap<string, ConnectionConfig>; readonly root: string },
): Pick<ExchangeOrder, 'connection' | 'scope' | 'authorizationDetails'> {
  const [scope, details, resource] = ['scope', 'authorization_details', 'resource'].map((name) => form.get(name));
  const scoped = scope === undefined ? undefined : readScope(scope);
  const detailed = details === undefined ? undefined : readAuthorizationDetails(details);
  const urls = [
    ...(resource === undefined ? [] : [resource]),
    ...(detailed ?? []).flatMap((one) => one.locations ?? []),
  ];
  const connection = grantedConnection({ audience: form.get('audience'), urls }, options);
  if (detailed === undefined) return { connection, ...(scoped === undefined ? {} : { scope: scoped }) };
  const operations = actionsOf(detailed).filter((one) => scoped === undefined || scoped.includes(one));
  if (operations.length === 0) throw new SallyportError('scope_invalid');
  const location = connectionUrl(options.root, connection.name);
  return {
    connection,
    scope: operations,
    authorizationDetails: narrowDetails(detailed, { operations, location }),
  };
}
