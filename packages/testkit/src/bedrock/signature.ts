import { createHash, createHmac } from 'node:crypto';

/** A request as it was signed, or is to be. */
export interface SignedRequest {
  readonly method: string;
  /** The request target as it went over the wire: path and query. */
  readonly target: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The names of those that are signed. */
  readonly signedHeaders: readonly string[];
  /** The SHA-256 of the body in hexadecimal. */
  readonly payloadHash: string;
}

/** What a signature is for, and is made with. */
export interface SigningScope {
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
  /** `20150830T123600Z` */
  readonly date: string;
}

/**
 * The signature of a request, AWS Signature Version 4 (AWS IAM user guide, "Create a signed AWS API request"), written from the description and
 * apart from what the companion signs with.
 */
export function signatureOf(request: SignedRequest, { secretAccessKey, region, service, date }: SigningScope): string {
  const day = date.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonicalRequest(request, service))].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<Uint8Array>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return createHmac('sha256', key).update(toSign).digest('hex');
}

/** SHA-256 in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function canonicalRequest(
  { method, target, headers, signedHeaders, payloadHash }: SignedRequest,
  service: string,
): string {
  const [path = '/', query = ''] = target.split('?');
  const names = [...signedHeaders].sort();
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  // The path is escaped once on the wire, and once more to be signed; but not for S3.
  const signedPath = service === 's3' ? path : escaped(path, '/');
  return [method, signedPath, canonicalQuery(query), lines.join(''), names.join(';'), payloadHash].join('\n');
}

function canonicalQuery(query: string): string {
  const pairs = query === '' ? [] : query.split('&').map((pair) => pair.split('='));
  return pairs
    .map(([name = '', value = '']) => `${escaped(decodeURIComponent(name))}=${escaped(decodeURIComponent(value))}`)
    .sort()
    .join('&');
}

/** RFC 3986 §2.3: each byte but the unreserved ones, and those of `besides`. */
function escaped(text: string, besides = ''): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[A-Za-z0-9._~-]/.test(character) || besides.includes(character)) return character;
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
