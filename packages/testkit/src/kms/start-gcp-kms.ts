import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { jwtVerify } from 'jose';
import { type BackingKeys, backingKeys } from './backing-keys.ts';
import { type KmsAnswer, type KmsRequest, type KmsService, serveKms } from './serve-kms.ts';

/** A stand-in for Google Cloud KMS with one symmetric key. */
export interface GcpKms {
  readonly service: KmsService;
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** The name of its key. */
  readonly name: string;
  /** Of the only service account it lets in. */
  readonly credentials: { readonly client_email: string; readonly private_key: string };
  /** Whether answers are damaged on the way. Default `false`. */
  damaging: boolean;
}

const RING = 'projects/ward-project/locations/europe-west3/keyRings/sallyport';
const EMAIL = 'sallyport@ward-project.iam.gserviceaccount.com';

/** Starts one. It speaks REST v1 (`:encrypt`, `:decrypt`, with CRC32C), and wants a JWT that the service account signed. */
export async function startGcpKms(): Promise<GcpKms> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const name = `${RING}/cryptoKeys/root-${randomBytes(4).toString('hex')}`;
  const desk: Desk = { name, keys: backingKeys(), damaging: false };
  const service = await serveKms(createServer, {
    trouble: (mood) => (mood === 'failing' ? failure(503, 'UNAVAILABLE') : failure(403, 'PERMISSION_DENIED')),
    answer: async (request) =>
      (await isSigned(request, publicKey)) ? operate(desk, request) : failure(401, 'UNAUTHENTICATED'),
    rotate: desk.keys.rotate,
  });
  return {
    service,
    endpoint: `http://127.0.0.1:${service.port}`,
    name,
    credentials: { client_email: EMAIL, private_key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() },
    get damaging() {
      return desk.damaging;
    },
    set damaging(damaging) {
      desk.damaging = damaging;
    },
  };
}

/** What requests are answered from. */
interface Desk {
  readonly name: string;
  readonly keys: BackingKeys;
  damaging: boolean;
}

async function isSigned({ headers }: KmsRequest, publicKey: KeyObject): Promise<boolean> {
  const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
  return jwtVerify(token, publicKey, { issuer: EMAIL }).then(
    () => true,
    () => false,
  );
}

function operate(desk: Desk, { target, body }: KmsRequest): KmsAnswer {
  const [, asked, verb] = /^\/v1\/(.+):(encrypt|decrypt)(?:\?|$)/.exec(decodeURIComponent(target)) ?? [];
  if (asked !== desk.name) return failure(404, 'NOT_FOUND');
  const call = JSON.parse(body.toString('utf8')) as Call;
  const context = Buffer.from(call.additionalAuthenticatedData ?? '', 'base64');
  const bytes = Buffer.from(call.plaintext ?? call.ciphertext ?? '', 'base64');
  const sum = call.plaintextCrc32c ?? call.ciphertextCrc32c;
  if (!matches(sum, bytes) || !matches(call.additionalAuthenticatedDataCrc32c, context)) {
    return failure(400, 'INVALID_ARGUMENT');
  }
  if (verb === 'encrypt') {
    const verified = { verifiedPlaintextCrc32c: true, verifiedAdditionalAuthenticatedDataCrc32c: true };
    const ciphertext = checked(desk, 'ciphertext', desk.keys.encrypt(bytes, context));
    return success({ name: `${desk.name}/cryptoKeyVersions/1`, ...ciphertext, ...verified });
  }
  const plaintext = desk.keys.decrypt(bytes, context);
  return plaintext === undefined ? failure(400, 'INVALID_ARGUMENT') : success(checked(desk, 'plaintext', plaintext));
}

function checked({ damaging }: Desk, field: 'plaintext' | 'ciphertext', bytes: Buffer): object {
  const sent = Buffer.from(bytes);
  if (damaging) sent[0] = (sent[0] ?? 0) ^ 1;
  return { [field]: sent.toString('base64'), [`${field}Crc32c`]: String(crc32c(bytes)), protectionLevel: 'SOFTWARE' };
}

interface Call {
  readonly plaintext?: string;
  readonly plaintextCrc32c?: string;
  readonly ciphertext?: string;
  readonly ciphertextCrc32c?: string;
  readonly additionalAuthenticatedData?: string;
  readonly additionalAuthenticatedDataCrc32c?: string;
}

function matches(sum: string | undefined, bytes: Buffer): boolean {
  return sum !== undefined && Number(sum) === crc32c(bytes);
}

/** Bit by bit, by the definition of RFC 3720 §12.1. */
function crc32c(bytes: Buffer): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0x82f6_3b78 : 0);
  }
  return ~sum >>> 0;
}

function success(json: object): KmsAnswer {
  return { status: 200, json };
}

function failure(code: number, status: string): KmsAnswer {
  return { status: code, json: { error: { code, status, message: `stand-in: ${status}` } } };
}
