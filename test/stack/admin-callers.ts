import type { TokenOptions } from '@sallyport/testkit';
import { CLIENT_KEY, proofFor } from './proving.ts';
import { type RawAnswer, rawCall } from './raw-call.ts';
import type { Stack, StackOptions } from './start-stack.ts';

/** The client that admins log in with. */
export const ADMIN_CLIENT = 'sallyport-cli';

/** Somebody of each role, somebody of none, and somebody who will be the first admin. */
export const USERS = {
  admin: { subject: 'grace.example', password: 'invented-1', claims: { groups: ['platform', 'staff'] } },
  auditor: { subject: 'ada.example', password: 'invented-2', claims: { groups: ['audit'] } },
  nobody: { subject: 'eve.example', password: 'invented-3', claims: { groups: ['staff'] } },
  first: { subject: 'mary.example', password: 'invented-4' },
} as const;

/** What a stack with an admin plane is started with. */
export const ADMIN_STACK: Pick<StackOptions, 'admin' | 'identityProvider'> = {
  admin: `clientId: ${ADMIN_CLIENT}, roles: { admin: [platform], auditor: [audit], viewer: [audit] }, sessionSeconds: 3600, idleSeconds: 600`,
  identityProvider: {
    clients: [
      { clientId: 'notes-app', clientSecret: 'a-secret-of-the-tests' },
      { clientId: ADMIN_CLIENT, signsIn: true },
    ],
    users: Object.values(USERS),
  },
};

/** An ID token of the admin plane's client, right in everything that `options` does not spoil. */
export function idToken(
  stack: Pick<Stack, 'identityProvider'>,
  groups: readonly string[],
  { claims = {}, ...options }: TokenOptions = {},
): Promise<string> {
  const right = { audience: ADMIN_CLIENT, typ: 'JWT', claims: { client_id: undefined, groups, ...claims } };
  return stack.identityProvider.issueToken({ ...right, ...options });
}

/** Whom admins call. */
interface Caller {
  readonly companion: Pick<Stack['companion'], 'url'>;
}

/** Posts to `/v1/admin/session`: text as it is, an object as JSON. */
export async function postSession(
  stack: Caller,
  body: object | string,
  { key = CLIENT_KEY, proof, headers = {} }: { key?: AdminSession['key']; proof?: string; headers?: object } = {},
): Promise<RawAnswer> {
  const path = '/v1/admin/session';
  const dpop = proof ?? (await proofFor({ url: `${stack.companion.url}${path}`, key }));
  return rawCall(stack.companion.url, {
    path,
    headers: { 'content-type': 'application/json', dpop, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A session of the admin plane, and the key that it is bound to. */
export interface AdminSession {
  readonly token: string;
  readonly id: string;
  readonly key: typeof CLIENT_KEY;
}

/** Logs somebody of these groups in, which must succeed. */
export async function logInWith(
  stack: Caller & Pick<Stack, 'identityProvider'>,
  groups: readonly string[],
  key = CLIENT_KEY,
): Promise<AdminSession> {
  const { body } = await postSession(stack, { token: await idToken(stack, groups), token_type: 'id_token' }, { key });
  const { access_token: token, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
  return { token, id, key };
}

/** A call of the admin plane, and what of it a test spoils. */
export interface AdminCall {
  /** Default `GET`. */
  readonly method?: string;
  readonly path: string;
  /** Text as it is, an object as JSON. */
  readonly body?: object | string;
  readonly proof?: string;
  /** Seconds from now at which the proof is made. */
  readonly at?: number;
  /** Where to call. Default: the stack's companion. */
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the admin plane in a session, with a fresh proof. */
export async function adminCall(stack: Stack, session: AdminSession, call: AdminCall): Promise<RawAnswer> {
  const { method = 'GET', path, body, at = 0, origin = stack.companion.url } = call;
  const { token: grant, key } = session;
  const iat = Math.floor(Date.now() / 1000) + at;
  const dpop =
    call.proof ?? (await proofFor({ method, url: `${stack.companion.url}${path}`, grant, key, claims: { iat } }));
  const json = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const typed = body === undefined ? {} : { 'content-type': 'application/json' };
  return rawCall(origin, {
    method,
    path,
    headers: { authorization: `DPoP ${grant}`, dpop, ...typed, ...call.headers },
    ...json,
  });
}

/** The status of an answer, and the code in it where it is a refusal. */
export function verdict({ status, body }: RawAnswer): string {
  const { code } = JSON.parse(body) as { readonly code?: string };
  return code === undefined ? String(status) : `${status} ${code}`;
}
