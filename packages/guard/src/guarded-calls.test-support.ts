/** The base URL the client of the tests believes in. */
export const BASE = 'https://api.openai.com/v1';

/** An embedding of a text, as a client sends it. */
export function embedding(input: string, more: RequestInit = {}): RequestInit {
  const body = JSON.stringify({ model: 'text-embedding-3-small', input });
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body, ...more };
}

/** The code of a refusal. */
export async function codeOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { readonly code?: unknown }).code;
}

/** An identity token of its own: the companion binds each to the key that first presents it. */
export function someToken(subject = 'notes-app') {
  const claims = { iss: 'https://idp.example', sub: subject, jti: crypto.randomUUID() };
  const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.e30`;
  return { token, type: 'urn:ietf:params:oauth:token-type:jwt' as const };
}
