import type { HeaderRecord } from '@sallyport/pipeline';
import type { Credential, OutgoingRequest } from './credential.ts';
import type { Renewable } from './renewable.ts';

const SCHEME = 'Bearer ';

/**
 * Presents a token as a bearer (RFC 6750 §2.1). A token that the provider refused is replaced once. `more` gives
 * headers that must go with it. Default: none.
 */
export function bearerCredential(
  token: Renewable<string>,
  more: (request: OutgoingRequest) => HeaderRecord = () => ({}),
): Credential {
  return Object.freeze({
    authorise: async (request: OutgoingRequest, options: { readonly signal: AbortSignal }) => ({
      ...more(request),
      authorization: `${SCHEME}${await token.get(options)}`,
    }),
    refused: ({ authorization = '' }: HeaderRecord) => token.replace((held) => authorization === `${SCHEME}${held}`),
    close: async () => token.close(),
  });
}
