import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What App Service gives the process to show that it means to ask. */
export const IDENTITY_HEADER = 'identity-header-of-the-tests';

/** Azure's metadata, as the instance metadata service and as App Service speak it. */
export interface AzureMetadata {
  readonly origin: string;
  /** What was asked for, oldest first. */
  readonly asked: readonly URL[];
  /** Refuses everybody from now on. */
  refuse(): void;
  close(): void;
}

/** For tests. */
export async function startAzureMetadata(): Promise<AzureMetadata> {
  const asked: URL[] = [];
  let refusing = false;
  const server = createServer((request, response) => {
    const target = new URL(request.url ?? '', 'http://azure');
    asked.push(target);
    const meant = !refusing && isMeant(target, request);
    response.writeHead(meant ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(meant ? answer(target, asked.length) : { error: 'invalid_client' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    refuse: () => {
      refusing = true;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Each of the two has its own way to see that a request was meant, and not made by someone fooled. */
function isMeant({ pathname }: URL, { headers }: IncomingMessage): boolean {
  if (pathname.startsWith('/metadata/identity/oauth2/token')) return headers.metadata === 'true';
  return pathname.startsWith('/msi/token') && headers['x-identity-header'] === IDENTITY_HEADER;
}

function answer({ searchParams }: URL, count: number): object {
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const resource = searchParams.get('resource');
  return { access_token: `token-${count}`, expires_on: String(expires), resource, token_type: 'Bearer' };
}
