import { createHash, timingSafeEqual } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import type { CryptographyClientOptions, KeyWrapAlgorithm } from '@azure/keyvault-keys';
import { fromUtf8, SallyportError, utf8 } from '@sallyport/core';
import type { AzureKeyVaultConfig } from '../../config/index.ts';
import type { KeyWrapper } from '../key-wrapper.ts';
import { callKms, judgeStatus, KMS_TIMEOUT_MS, type KmsVerdict } from './call-kms.ts';
import { loadClient } from './load-client.ts';

/** What the clients are told beside. */
export interface AzureKeyVaultOptions {
  /** Default: what `DefaultAzureCredential` finds. */
  readonly credential?: TokenCredential;
  readonly client?: CryptographyClientOptions;
  /** Of one attempt, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
}

/** What a wrapped data key is stored as, JSON in UTF-8: the vault does not say by itself which version of the key it takes. */
interface Wrapped {
  readonly version: string;
  readonly algorithm: KeyWrapAlgorithm;
  /** Base64. */
  readonly wrapped: string;
}

/** By the type of the key: RFC 7518 §4.3 for RSA in a vault, §4.4 for AES in a managed HSM. */
const ALGORITHMS: Readonly<Record<string, KeyWrapAlgorithm>> = {
  RSA: 'RSA-OAEP-256',
  'RSA-HSM': 'RSA-OAEP-256',
  oct: 'A256KW',
  'oct-HSM': 'A256KW',
};
const VERSION = /^[0-9A-Za-z]{1,64}$/;
const DIGEST_BYTES = 32;

/**
 * A root key in Azure Key Vault or Managed HSM, by `wrapKey` and `unwrapKey`. Neither authenticates a context, so what is wrapped is the
 * SHA-256 of the context and then the data key, and the digest is compared when it comes back. Of an RSA key everybody may have the public
 * half, so who can write the database can seal to it; with an AES key of a managed HSM nobody can without the right to wrap. The newest
 * version seals unless one is configured, and each opens what it sealed. Raises `config_invalid` where the clients are not installed.
 */
export async function azureKeyVaultWrapper(
  { vaultUrl, key, version }: AzureKeyVaultConfig,
  options: AzureKeyVaultOptions = {},
): Promise<KeyWrapper> {
  const { timeoutMs = KMS_TIMEOUT_MS } = options;
  const { KeyClient, CryptographyClient } = await loadClient(
    '@azure/keyvault-keys',
    () => import('@azure/keyvault-keys'),
  );
  const credential = options.credential ?? (await ambientCredential());
  const clientOptions = { ...options.client, retryOptions: { maxRetries: 0 } };
  const keys = new KeyClient(vaultUrl, credential, clientOptions);
  const id = `${vaultUrl}/keys/${key}`;
  return Object.freeze({
    keyId: `azure-key-vault:${id}`,
    wrap: async (dataKey: Uint8Array, context: Uint8Array) => {
      const plain = Buffer.concat([digestOf(context), dataKey]);
      const attempt = async (abortSignal: AbortSignal) => {
        const used = await keys.getKey(key, { abortSignal, ...(version === undefined ? {} : { version }) });
        const algorithm = algorithmOf(used.keyType);
        const client = new CryptographyClient(used, credential, clientOptions);
        const { result } = await client.wrapKey(algorithm, plain, { abortSignal });
        return encode({ version: used.properties.version ?? '', algorithm, wrapped: toBase64(result) });
      };
      return callKms({ service: 'azureKeyVault', timeoutMs, judge, attempt }).finally(() => plain.fill(0));
    },
    unwrap: async (bytes: Uint8Array, context: Uint8Array) => {
      const { version: sealedBy, algorithm, wrapped } = decode(bytes);
      const attempt = async (abortSignal: AbortSignal) => {
        const client = new CryptographyClient(`${id}/${sealedBy}`, credential, clientOptions);
        return (await client.unwrapKey(algorithm, Buffer.from(wrapped, 'base64'), { abortSignal })).result;
      };
      return take(await callKms({ service: 'azureKeyVault', timeoutMs, judge: judgeUnwrap, attempt }), context);
    },
  });
}

async function ambientCredential(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await loadClient('@azure/identity', () => import('@azure/identity'));
  return new DefaultAzureCredential();
}

function algorithmOf(keyType = ''): KeyWrapAlgorithm {
  const algorithm = Object.hasOwn(ALGORITHMS, keyType) ? ALGORITHMS[keyType] : undefined;
  if (algorithm !== undefined) return algorithm;
  throw new SallyportError('config_invalid', { place: 'azureKeyVault/key must be an RSA or an AES key' });
}

/** Takes the data key out of what was wrapped, if it was wrapped for this context. */
function take(plain: Uint8Array, context: Uint8Array): Uint8Array {
  try {
    const bound = plain.length > DIGEST_BYTES && timingSafeEqual(plain.subarray(0, DIGEST_BYTES), digestOf(context));
    if (!bound) throw new SallyportError('secret_unsealed');
    return Uint8Array.from(plain.subarray(DIGEST_BYTES));
  } finally {
    plain.fill(0);
  }
}

function digestOf(context: Uint8Array): Buffer {
  return createHash('sha256').update(context).digest();
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function encode(wrapped: Wrapped): Uint8Array {
  return utf8(JSON.stringify(wrapped));
}

function decode(bytes: Uint8Array): Wrapped {
  try {
    const { version, algorithm, wrapped } = JSON.parse(fromUtf8(bytes)) as Record<keyof Wrapped, unknown>;
    const known = Object.values(ALGORITHMS).find((one) => one === algorithm);
    if (known !== undefined && typeof version === 'string' && VERSION.test(version) && typeof wrapped === 'string') {
      return { version, algorithm: known, wrapped };
    }
  } catch {
    // Falls through to the same answer, which does not say more.
  }
  throw new SallyportError('secret_unsealed');
}

function judge(error: unknown): KmsVerdict {
  return judgeStatus((error as { readonly statusCode?: number }).statusCode);
}

/** What the vault cannot unwrap is a bad parameter to it, and another vault's version is not found. */
function judgeUnwrap(error: unknown): KmsVerdict {
  const { statusCode } = error as { readonly statusCode?: number };
  return statusCode === 400 || statusCode === 404 ? 'unsealed' : judge(error);
}
