import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import type { Clock } from '@sallyport/core';
import type { HeaderRecord, Payload } from '@sallyport/pipeline';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credential, OutgoingRequest } from './credential.ts';
import type { AwsKeys, Renewable } from './renewable.ts';

/** What signs requests to one service of AWS. */
export interface Sigv4Options {
  readonly region: string;
  /** What the keys are used for: `bedrock`. */
  readonly service: string;
  readonly keys: Renewable<AwsKeys>;
  readonly clock: Clock;
}

/** What a header's name must not be to be signed: each hop may change these. */
const UNSIGNED = new Set(['connection', 'accept-encoding', 'content-length', 'expect', 'user-agent']);

/**
 * Signs each request with AWS Signature Version 4 (AWS IAM user guide, "Create a signed AWS API request"): method, path, query, the headers
 * that leave, and the SHA-256 of the body, which is read once more for it where it lies in a file. Raises `credential_unavailable`.
 */
export function sigv4Credential({ region, service, keys, clock }: Sigv4Options): Credential {
  return Object.freeze<Credential>({
    authorise: async (request, { signal }) => {
      const credentials = await keys.get({ signal });
      const signer = new SignatureV4({ credentials, region, service, sha256: NodeSha256 });
      const signed = await signer.sign(await signable(request), { signingDate: new Date(clock.now()) });
      return addedHeaders(signed.headers);
    },
    refused: ({ authorization = '' }) => keys.replace(({ accessKeyId }) => isSignedBy(authorization, accessKeyId)),
    close: async () => keys.close(),
  });
}

function isSignedBy(authorization: string, accessKeyId: string): boolean {
  return authorization.includes(` Credential=${accessKeyId}/`);
}

async function signable({ method, url, headers, body }: OutgoingRequest) {
  const signed = Object.entries(headers).filter(([name]) => !UNSIGNED.has(name));
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: queryOf(url),
    headers: { ...Object.fromEntries(signed), host: url.host, 'x-amz-content-sha256': await digestOf(body) },
  };
}

/** A parameter that comes twice is a list. */
function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const names = [...new Set(searchParams.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const [first = '', ...more] = searchParams.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

async function digestOf(body: Payload): Promise<string> {
  const hash = createHash('sha256');
  if (body.bytes !== undefined) hash.update(body.bytes);
  else for await (const chunk of body.read()) hash.update(chunk);
  return hash.digest('hex');
}

/** What signing added, which leaves beside the request's own headers. */
function addedHeaders(headers: HeaderRecord): HeaderRecord {
  const added = Object.entries(headers).filter(([name]) => name === 'authorization' || name.startsWith('x-amz-'));
  return Object.freeze(Object.fromEntries(added));
}

type Hashed = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, or its HMAC, as the signer asks for it; several times faster than in JavaScript. */
class NodeSha256 {
  readonly #secret: Hashed | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Hashed) {
    this.#secret = secret;
    this.#hash = this.#begin();
  }

  update(data: Hashed): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(this.#secret));
  }
}

function bytesOf(data: Hashed): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
