import { sha256, signatureOf } from '../bedrock/signature.ts';
import { type BedrockKeys, readAuthorization, signedTime } from '../bedrock/verify-signature.ts';
import { type BucketAnswer, type BucketRequest, refusal } from './bucket-request.ts';

/** How far a signature's time may be from now, in milliseconds: fifteen minutes. */
const SKEW_MS = 900_000;

/** What says that a payload is not signed, with a checksum behind it or none. */
const UNSIGNED = new Set(['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER']);

/**
 * Tells what the service would refuse a request's signature for (Amazon S3 API reference, "Authenticating Requests (AWS Signature Version 4)" and
 * "Error responses"); `undefined` of one that is good.
 */
export function signatureRefusal(
  request: BucketRequest,
  { keys, region }: { readonly keys: BedrockKeys; readonly region: string },
): BucketAnswer | undefined {
  const { headers } = request;
  const said = readAuthorization(headers.authorization);
  if (said === undefined) return refusal(403, 'AccessDenied');
  if (said.accessKeyId !== keys.accessKeyId) return refusal(403, 'InvalidAccessKeyId');
  if (headers['x-amz-security-token'] !== keys.sessionToken) return refusal(400, 'InvalidToken');
  const date = headers['x-amz-date'] ?? '';
  if (said.service !== 's3' || said.region !== region || !date.startsWith(`${said.day}T`)) {
    return refusal(400, 'AuthorizationHeaderMalformed');
  }
  if (Math.abs(signedTime(date) - Date.now()) > SKEW_MS) return refusal(403, 'RequestTimeTooSkewed');
  const payloadHash = headers['x-amz-content-sha256'] ?? '';
  if (!UNSIGNED.has(payloadHash) && payloadHash !== sha256(request.body)) {
    return refusal(400, 'XAmzContentSHA256Mismatch');
  }
  const { signedHeaders } = said;
  const complete = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const expected = signatureOf(
    { ...request, signedHeaders, payloadHash },
    { secretAccessKey: keys.secretAccessKey, region, service: 's3', date },
  );
  const good = complete.every((name) => signedHeaders.includes(name)) && expected === said.signature;
  return good ? undefined : refusal(403, 'SignatureDoesNotMatch');
}
