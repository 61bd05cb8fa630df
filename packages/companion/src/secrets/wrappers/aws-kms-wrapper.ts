import { createHash } from 'node:crypto';
import type { KMSClientConfig } from '@aws-sdk/client-kms';
import { SallyportError } from '@sallyport/core';
import type { AwsKmsConfig } from '../../config/index.ts';
import type { KeyWrapper } from '../key-wrapper.ts';
import { callKms, judgeStatus, KMS_TIMEOUT_MS, type KmsVerdict } from './call-kms.ts';
import { loadClient } from './load-client.ts';

/** What the client is told beside. Default: it finds its credentials as AWS clients do. */
export interface AwsKmsOptions {
  readonly client?: KMSClientConfig;
  /** Of one attempt, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
}

/** The errors that say that the ciphertext, the context or the key is another (AWS KMS API reference, Decrypt). */
const UNSEALED = new Set(['InvalidCiphertextException', 'IncorrectKeyException']);

/** Throttling answers with status 400. */
const PASSING = new Set([
  'ThrottlingException',
  'LimitExceededException',
  'KeyUnavailableException',
  'DependencyTimeoutException',
]);

/**
 * A root key in AWS KMS, a symmetric one, by `Encrypt` and `Decrypt`. The SHA-256 of the context is the encryption context, which AWS
 * authenticates, and shows in its own logs. AWS keeps what it rotates: `keyId` stays. Raises `config_invalid` where the client is not installed.
 */
export async function awsKmsWrapper(config: AwsKmsConfig, options: AwsKmsOptions = {}): Promise<KeyWrapper> {
  const { keyId: KeyId, region, endpoint } = config;
  const { timeoutMs = KMS_TIMEOUT_MS } = options;
  const kms = await loadClient('@aws-sdk/client-kms', () => import('@aws-sdk/client-kms'));
  const where = endpoint === undefined ? {} : { endpoint };
  const client = new kms.KMSClient({ region, ...where, maxAttempts: 1, ...options.client });
  const call = <T>(attempt: (signal: AbortSignal) => Promise<T>) =>
    callKms({ service: 'awsKms', timeoutMs, judge, attempt });
  return Object.freeze({
    keyId: `aws-kms:${region}:${KeyId}`,
    wrap: async (dataKey: Uint8Array, context: Uint8Array) => {
      const command = new kms.EncryptCommand({
        KeyId,
        Plaintext: dataKey,
        EncryptionContext: encryptionContext(context),
      });
      const { CiphertextBlob } = await call((abortSignal) => client.send(command, { abortSignal }));
      return present(CiphertextBlob);
    },
    unwrap: async (wrapped: Uint8Array, context: Uint8Array) => {
      if (wrapped.length === 0) throw new SallyportError('secret_unsealed');
      const EncryptionContext = encryptionContext(context);
      const command = new kms.DecryptCommand({ KeyId, CiphertextBlob: wrapped, EncryptionContext });
      const { Plaintext } = await call((abortSignal) => client.send(command, { abortSignal }));
      return present(Plaintext);
    },
  });
}

function encryptionContext(context: Uint8Array): Record<string, string> {
  return { sallyport: createHash('sha256').update(context).digest('hex') };
}

function present(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined || bytes.length === 0) {
    throw new SallyportError('key_unavailable', { place: 'awsKms gave no bytes' });
  }
  return bytes;
}

function judge(error: unknown): KmsVerdict {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { readonly httpStatusCode?: number } };
  if (UNSEALED.has(name)) return 'unsealed';
  return PASSING.has(name) ? 'down' : judgeStatus($metadata?.httpStatusCode);
}
