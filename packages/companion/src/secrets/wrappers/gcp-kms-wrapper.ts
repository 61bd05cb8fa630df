import type { KeyManagementServiceClient, protos } from '@google-cloud/kms';
import { SallyportError } from '@sallyport/core';
import type { GcpKmsConfig } from '../../config/index.ts';
import type { KeyWrapper } from '../key-wrapper.ts';
import { callKms, KMS_TIMEOUT_MS, type KmsVerdict } from './call-kms.ts';
import { crc32c } from './crc32c.ts';
import { loadClient } from './load-client.ts';

/** What the client is told beside. */
export interface GcpKmsOptions {
  /** Default: Google's application default credentials. */
  readonly authClient?: AuthClient;
  /** Of one attempt, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
}

type ClientOptions = NonNullable<ConstructorParameters<typeof KeyManagementServiceClient>[0]>;
type AuthClient = NonNullable<ClientOptions['authClient']>;
type Checksum = protos.google.protobuf.IInt64Value;

/** gRPC's codes for what will not change by trying again: not found, permission denied, failed precondition, out of range, unimplemented, unauthenticated. */
const REFUSED = new Set([3, 5, 7, 9, 11, 12, 16]);
const INVALID_ARGUMENT = 3;

/**
 * A root key in Google Cloud KMS, a symmetric one, by `encrypt` and `decrypt` over REST. The context is additional authenticated data. CRC32C
 * checksums go with what is sent and are compared with what comes back, as Google advises. Google keeps what it rotates: `keyId` stays.
 * Raises `config_invalid` where the client is not installed.
 */
export async function gcpKmsWrapper(
  { name, endpoint }: GcpKmsConfig,
  options: GcpKmsOptions = {},
): Promise<KeyWrapper> {
  const { timeoutMs = KMS_TIMEOUT_MS, authClient } = options;
  const kms = await loadClient('@google-cloud/kms', () => import('@google-cloud/kms'));
  const client = new kms.KeyManagementServiceClient({
    fallback: true,
    ...(endpoint === undefined ? {} : placeOf(endpoint)),
    ...(authClient === undefined ? {} : { authClient }),
  });
  const common = { service: 'gcpKms', timeoutMs };
  const bounds = { timeout: timeoutMs, maxRetries: 0, retry: { retryCodes: [] } };
  return Object.freeze({
    keyId: `gcp-kms:${name}`,
    wrap: async (plaintext: Uint8Array, context: Uint8Array) => {
      const request = { name, plaintext, plaintextCrc32c: checksum(plaintext), ...authenticated(context) };
      const attempt = async () => (await client.encrypt(request, bounds))[0];
      const answer = await callKms({ ...common, judge, attempt });
      const verified = answer.verifiedPlaintextCrc32c && answer.verifiedAdditionalAuthenticatedDataCrc32c;
      return whole(verified ? answer.ciphertext : undefined, answer.ciphertextCrc32c);
    },
    unwrap: async (ciphertext: Uint8Array, context: Uint8Array) => {
      const request = { name, ciphertext, ciphertextCrc32c: checksum(ciphertext), ...authenticated(context) };
      const attempt = async () => (await client.decrypt(request, bounds))[0];
      const answer = await callKms({ ...common, judge: judgeDecrypt, attempt });
      return whole(answer.plaintext, answer.plaintextCrc32c);
    },
  });
}

/** The client takes the parts of an address apart. */
function placeOf(endpoint: string) {
  const { protocol, hostname, port } = new URL(endpoint);
  const scheme = protocol.slice(0, -1);
  return { apiEndpoint: hostname, protocol: scheme, port: port === '' ? (scheme === 'http' ? 80 : 443) : Number(port) };
}

function checksum(bytes: Uint8Array): Checksum {
  return { value: crc32c(bytes) };
}

function authenticated(additionalAuthenticatedData: Uint8Array) {
  return {
    additionalAuthenticatedData,
    additionalAuthenticatedDataCrc32c: checksum(additionalAuthenticatedData),
  };
}

function whole(bytes: Uint8Array | string | null | undefined, sum: Checksum | null | undefined): Uint8Array {
  const read = typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : bytes;
  if (read instanceof Uint8Array && read.length > 0 && Number(sum?.value) === crc32c(read)) return read;
  throw new SallyportError('key_unavailable', { place: 'gcpKms gave bytes that were changed on the way' });
}

function judge(error: unknown): KmsVerdict {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'number' && REFUSED.has(code) ? 'refused' : 'down';
}

function judgeDecrypt(error: unknown): KmsVerdict {
  return (error as { readonly code?: unknown }).code === INVALID_ARGUMENT ? 'unsealed' : judge(error);
}
