import { randomUUID, X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { jwtVerify } from 'jose';
import { selfSigned } from '../certificate/self-signed.ts';
import { closeServer, listen } from '../listen.ts';

/** How to set up a Graph. */
export interface GraphOptions {
  readonly tenantId: string;
  readonly clientId: string;
  /** What the application proves itself with: its secret, or the certificate (PEM) whose key signs its assertions. */
  readonly secret?: string;
  readonly certificate?: string;
  /** Group ids by member, `users/<oid>` or `servicePrincipals/<oid>`. */
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** Groups on a page. Default: all. */
  readonly pageSize?: number;
}

/** A running Graph, with the authority that issues tokens for it. */
export interface Graph {
  /** `https://localhost:PORT`, the authority. */
  readonly authority: string;
  /** `https://localhost:PORT/v1.0`. */
  readonly url: string;
  /** The certificate to trust, PEM. */
  readonly ca: string;
  /** `METHOD /path` of every request received, oldest first. */
  readonly requests: readonly string[];
  /** What the next pages say of where to go on, instead of the truth; `undefined` for the truth. */
  nextLink: string | undefined;
  /** The status of every answer of Graph itself. Default 200. */
  status: number;
  close(): Promise<void>;
}

/**
 * Starts a stand-in for Microsoft Graph and the Entra authority on loopback, as MSAL and `directoryObject: getMemberObjects` know them
 * (learn.microsoft.com). It checks the client's secret or the signature of its assertion, the scope, and the bearer of each call.
 */
export async function startGraph(options: GraphOptions): Promise<Graph> {
  const { certificate, privateKey } = await selfSigned();
  const requests: string[] = [];
  const server = createServer({ key: privateKey, cert: certificate }, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    new Answering(options, graph, token).answer(request, response).catch(() => response.destroy());
  });
  const token = randomUUID();
  const authority = `https://localhost:${await listen(server)}`;
  const graph: Graph = {
    authority,
    url: `${authority}/v1.0`,
    ca: certificate,
    requests,
    nextLink: undefined,
    status: 200,
    close: () => closeServer(server),
  };
  return graph;
}

/** Answers one request. */
class Answering {
  readonly #options: GraphOptions;
  readonly #graph: Graph;
  readonly #token: string;

  constructor(options: GraphOptions, graph: Graph, token: string) {
    this.#options = options;
    this.#graph = graph;
    this.#token = token;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.#graph.authority);
    const [status, body] = await this.#route(request, { pathname, from: Number(searchParams.get('$skiptoken')) });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #route(
    request: IncomingMessage,
    at: { readonly pathname: string; readonly from: number },
  ): Promise<[number, object]> {
    const { tenantId } = this.#options;
    if (at.pathname === `/${tenantId}/v2.0/.well-known/openid-configuration`) return [200, this.#metadata()];
    const body = await text(request);
    if (at.pathname === `/${tenantId}/oauth2/v2.0/token`) return this.#issue(new URLSearchParams(body));
    if (request.headers.authorization !== `Bearer ${this.#token}`)
      return [401, { error: { code: 'InvalidAuthenticationToken' } }];
    const member = /^\/v1\.0\/(\w+\/[\w-]+)\/getMemberObjects$/.exec(at.pathname)?.[1] ?? '';
    const asked = request.method === 'GET' || JSON.parse(body).securityEnabledOnly === false;
    const groups = this.#options.members[member];
    if (groups === undefined || !asked) return [404, { error: { code: 'Request_ResourceNotFound' } }];
    return [this.#graph.status, this.#page(groups, { ...at })];
  }

  #page(groups: readonly string[], { pathname, from }: { readonly pathname: string; readonly from: number }): object {
    const { authority, nextLink } = this.#graph;
    const end = from + (this.#options.pageSize ?? groups.length);
    const next = end < groups.length ? `${authority}${pathname}?$skiptoken=${end}` : undefined;
    const link = nextLink ?? next;
    return { value: groups.slice(from, end), ...(link === undefined ? {} : { '@odata.nextLink': link }) };
  }

  #metadata(): object {
    const base = `${this.#graph.authority}/${this.#options.tenantId}`;
    return {
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    };
  }

  async #issue(form: URLSearchParams): Promise<[number, object]> {
    const { clientId } = this.#options;
    const scope = `${this.#graph.authority}/.default`;
    const asked = form.get('grant_type') === 'client_credentials' && form.get('client_id') === clientId;
    const scoped = (form.get('scope') ?? '').split(' ').includes(scope);
    if (!asked || !scoped || !(await this.#isProved(form))) return [401, { error: 'invalid_client' }];
    return [200, { token_type: 'Bearer', expires_in: 3600, access_token: this.#token }];
  }

  /** RFC 6749 §2.3.1, RFC 7523 §3. */
  async #isProved(form: URLSearchParams): Promise<boolean> {
    const { secret, certificate, clientId } = this.#options;
    if (certificate === undefined) return secret !== undefined && form.get('client_secret') === secret;
    const key = new X509Certificate(certificate).publicKey;
    return jwtVerify(form.get('client_assertion') ?? '', key, {
      issuer: clientId,
      subject: clientId,
      // MSAL rounds its clock to whole seconds, up too.
      clockTolerance: 5,
    }).then(
      () => true,
      () => false,
    );
  }
}
