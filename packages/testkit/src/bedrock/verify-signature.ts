import { sha256, signatureOf } from './signature.ts';

/** Keys whose signatures are taken. */
export interface BedrockKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present of keys that STS lends. */
  readonly sessionToken?: string;
}

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

/** What an `Authorization` of Signature Version 4 says. */
export interface SaidAuthorization {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Reads one; `undefined` of a header that is none. */
export function readAuthorization(header = ''): SaidAuthorization | undefined {
  const match = AUTHORIZATION.exec(header);
  if (match === null) return undefined;
  const [, accessKeyId = '', day = '', region = '', service = '', names = '', signature = ''] = match;
  return { accessKeyId, day, region, service, signedHeaders: names.split(';'), signature };
}

/** How far a signature's time may be from now, in milliseconds: five minutes. */
const SKEW_MS = 300_000;

/** Tells what Amazon would refuse a request's signature for, by the name of the exception; `undefined` of one that is good. */
export function signatureFault(
  request: Arrived,
  { keys, region, now }: { readonly keys: BedrockKeys; readonly region: string; readonly now: number },
): string | undefined {
  const { headers } = request;
  const said = readAuthorization(headers.authorization);
  if (said === undefined) return 'MissingAuthenticationTokenException';
  const { accessKeyId, day, service, signedHeaders, signature } = said;
  const date = headers['x-amz-date'] ?? '';
  if (accessKeyId !== keys.accessKeyId || headers['x-amz-security-token'] !== keys.sessionToken) {
    return 'UnrecognizedClientException';
  }
  const scoped = said.region === region && service === 'bedrock' && date.startsWith(`${day}T`);
  const complete = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  if (!scoped || complete.some((name) => !signedHeaders.includes(name))) return 'InvalidSignatureException';
  if (Math.abs(signedTime(date) - now) > SKEW_MS) return 'InvalidSignatureException';
  const payloadHash = sha256(request.body);
  if (headers['x-amz-content-sha256'] !== payloadHash) return 'InvalidSignatureException';
  const { secretAccessKey } = keys;
  const expected = signatureOf(
    { ...request, signedHeaders, payloadHash },
    { secretAccessKey, region, service: 'bedrock', date },
  );
  return expected === signature ? undefined : 'InvalidSignatureException';
}

/** Milliseconds since the Unix epoch of `20150830T123600Z`; `NaN` of anything else. */
export function signedTime(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
