import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type OidcProvider from 'oidc-provider';
import { page } from './page.ts';
import type { TestUser } from './test-user.ts';

/** Where oidc-provider sends those who must sign in. */
export const SIGN_IN_PATH = '/sign-in/';

/** Serves the form to sign in with, and takes what was typed into it. Tells whether the request was for it. */
export type ServeSignIn = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** The form for these users: name and password, nothing else. */
export function signInPage(provider: OidcProvider, users: readonly TestUser[]): ServeSignIn {
  return async (request, response) => {
    if (request.url?.startsWith(SIGN_IN_PATH) !== true) return false;
    if (request.method !== 'POST') return show(response, request.url);
    const typed = new URLSearchParams(await text(request));
    const user = users.find(
      ({ subject, password }) => subject === typed.get('name') && password === typed.get('password'),
    );
    if (user === undefined) return show(response, request.url, '<p>Name or password is wrong.</p>');
    await provider.interactionFinished(request, response, { login: { accountId: user.subject } });
    return true;
  };
}

function show(response: ServerResponse, action: string, more = ''): true {
  const fields = `<label>Name <input name="name"></label><label>Password <input name="password" type="password"></label>`;
  const form = `<form method="post" action="${encodeURI(action)}">${fields}<button type="submit">Sign in</button></form>`;
  response.writeHead(more === '' ? 200 : 401, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(page('Sign in', `${more}${form}`));
  return true;
}
