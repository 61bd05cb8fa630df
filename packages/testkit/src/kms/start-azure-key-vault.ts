import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { createServer } from 'node:https';
import { selfSigned } from '../certificate/self-signed.ts';
import { type KmsAnswer, type KmsRequest, type KmsService, serveKms } from './serve-kms.ts';

/** A stand-in for a vault of Azure Key Vault, or a managed HSM, with one key. */
export interface AzureKeyVault {
  readonly service: KmsService;
  /** `https://ward.vault.localhost:PORT`, which leads to 127.0.0.1 only for who looks it up there. */
  readonly vaultUrl: string;
  /** The name of its key. */
  readonly key: string;
  /** PEM of its certificate, which is for `localhost`. */
  readonly certificate: string;
  /** Gives the tokens that the vault takes, as Entra would, for the scope that the vault's challenge asks for. */
  readonly credential: { getToken(scopes: string | string[]): Promise<{ token: string; expiresOnTimestamp: number }> };
}

const KEY = 'sallyport-root';
const RESOURCE = 'https://vault.localhost';
/** The initial value of RFC 3394 §2.2.3.1. */
const AES_KW_IV = Buffer.alloc(8, 0xa6);

/** Starts one, with an RSA key as vaults have them, or an AES key as managed HSMs do. It challenges before it takes a token, and wraps by REST 7.x. */
export async function startAzureKeyVault(kind: 'RSA' | 'oct-HSM' = 'RSA'): Promise<AzureKeyVault> {
  const { certificate, privateKey } = await selfSigned();
  const token = randomBytes(24).toString('base64url');
  const versions = new Map<string, KeyObject | Buffer>();
  const rotate = (): void => {
    versions.set(randomBytes(16).toString('hex'), kind === 'RSA' ? newRsa() : randomBytes(32));
  };
  rotate();
  const origin = { url: '' };
  const service = await serveKms((listener) => createServer({ key: privateKey, cert: certificate }, listener), {
    trouble: (mood) => (mood === 'failing' ? failure(503, 'ServiceUnavailable') : failure(403, 'Forbidden')),
    answer: (request) => (request.headers.authorization === `Bearer ${token}` ? operate(request) : challenge()),
    rotate,
  });
  origin.url = `https://ward.vault.localhost:${service.port}`;

  function operate({ target, method, body }: KmsRequest): KmsAnswer {
    const [collection, name, version = [...versions.keys()].at(-1) ?? '', verb] = stepsOf(target);
    const material = versions.get(version);
    if (collection !== 'keys' || name !== KEY || material === undefined) return failure(404, 'KeyNotFound');
    const kid = `${origin.url}/keys/${KEY}/${version}`;
    if (method === 'GET')
      return { status: 200, json: { key: publicPart(kid, material), attributes: { enabled: true } } };
    const { alg, value } = JSON.parse(body.toString('utf8')) as { readonly alg: string; readonly value: string };
    const right = alg === (kind === 'RSA' ? 'RSA-OAEP-256' : 'A256KW');
    const bytes = right ? transform(material, verb ?? '', Buffer.from(value, 'base64url')) : undefined;
    return bytes === undefined
      ? failure(400, 'BadParameter')
      : { status: 200, json: { kid, value: bytes.toString('base64url') } };
  }

  return { service, vaultUrl: origin.url, key: KEY, certificate, credential: { getToken: tokenGiver(token) } };
}

/** `/keys/NAME/VERSION/VERB`; without a version there may be a slash. */
function stepsOf(target: string): readonly string[] {
  return new URL(target, 'https://vault.invalid').pathname.split('/').filter((step) => step !== '');
}

function tokenGiver(token: string) {
  return async (scopes: string | string[]) => {
    // Entra gives a token for the vault's resource alone.
    const right = [scopes].flat().join() === `${RESOURCE}/.default`;
    return { token: right ? token : 'for-another-resource', expiresOnTimestamp: Date.now() + 3_600_000 };
  };
}

function newRsa(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

function publicPart(kid: string, material: KeyObject | Buffer): object {
  const key_ops = ['wrapKey', 'unwrapKey'];
  if (material instanceof Buffer) return { kid, kty: 'oct-HSM', key_ops };
  return { ...createPublicKey(material).export({ format: 'jwk' }), kid, kty: 'RSA', key_ops };
}

function transform(material: KeyObject | Buffer, verb: string, bytes: Buffer): Buffer | undefined {
  const wraps = verb === 'wrapkey';
  try {
    if (material instanceof Buffer) {
      const aes = wraps
        ? createCipheriv('id-aes256-wrap', material, AES_KW_IV)
        : createDecipheriv('id-aes256-wrap', material, AES_KW_IV);
      return Buffer.concat([aes.update(bytes), aes.final()]);
    }
    const key = { key: material, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    return wraps ? publicEncrypt(key, bytes) : privateDecrypt(key, bytes);
  } catch {
    return undefined;
  }
}

function challenge(): KmsAnswer {
  const authorization = 'https://login.microsoftonline.com/00000000-0000-4000-8000-00000000abcd';
  return {
    ...failure(401, 'Unauthorized'),
    headers: { 'www-authenticate': `Bearer authorization="${authorization}", resource="${RESOURCE}"` },
  };
}

function failure(status: number, code: string): KmsAnswer {
  return { status, json: { error: { code, message: `stand-in: ${code}` } } };
}
