import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may speak to the broker. */
export interface KafkaSasl {
  readonly mechanisms: readonly ('PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512')[];
  readonly user: string;
  password: string;
}

/** What a step of an exchange gives: bytes for the client, and whether it is done; `undefined` where the client is refused. */
export type SaslStep = { readonly answer: Buffer; readonly done: boolean } | undefined;

/** An exchange of one connection. */
export type SaslExchange = (message: Buffer) => SaslStep;

const ITERATIONS = 4096;
const HASHES = { 'SCRAM-SHA-256': 'sha256', 'SCRAM-SHA-512': 'sha512' } as const;

/** Begins an exchange of a mechanism that the broker has. */
export function saslExchange(mechanism: KafkaSasl['mechanisms'][number], sasl: KafkaSasl): SaslExchange {
  return mechanism === 'PLAIN' ? plain(sasl) : scram(HASHES[mechanism], sasl);
}

/** RFC 4616. */
function plain({ user, password }: KafkaSasl): SaslExchange {
  return (message) => {
    const known = message.equals(Buffer.from(`\0${user}\0${password}`));
    return known ? { answer: Buffer.alloc(0), done: true } : undefined;
  };
}

/** The server's side of RFC 5802, without channel binding. */
function scram(hash: 'sha256' | 'sha512', { user, password }: KafkaSasl): SaslExchange {
  const salt = randomBytes(16);
  const hmac = (key: Uint8Array, text: string) => createHmac(hash, key).update(text).digest();
  const salted = pbkdf2Sync(password, salt, ITERATIONS, hash === 'sha256' ? 32 : 64, hash);
  let begun: { readonly nonce: string; readonly spoken: string } | undefined;
  const first = (text: string): SaslStep => {
    const [, bare, name, theirs] = /^n,,(n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+))$/.exec(text) ?? [];
    if (name?.replaceAll('=2C', ',').replaceAll('=3D', '=') !== user) return undefined;
    const nonce = `${theirs}${randomBytes(12).toString('base64url')}`;
    const answer = `r=${nonce},s=${salt.toString('base64')},i=${ITERATIONS}`;
    begun = { nonce, spoken: `${bare},${answer}` };
    return { answer: Buffer.from(answer), done: false };
  };
  return (message) => {
    if (begun === undefined) return first(message.toString());
    const [, bare, nonce, proof = ''] = /^(c=biws,r=([^,]+)),p=(.+)$/.exec(message.toString()) ?? [];
    // As Apache Kafka does: librdkafka before 2.6.1 says its own part twice.
    if (nonce?.endsWith(begun.nonce) !== true) return undefined;
    const spoken = `${begun.spoken},${bare}`;
    const stored = createHash(hash).update(hmac(salted, 'Client Key')).digest();
    const signature = hmac(stored, spoken);
    const given = Buffer.from(proof, 'base64');
    if (given.length !== signature.length) return undefined;
    const key = given.map((byte, at) => byte ^ (signature[at] ?? 0));
    if (!timingSafeEqual(createHash(hash).update(key).digest(), stored)) return undefined;
    const verifier = hmac(hmac(salted, 'Server Key'), spoken).toString('base64');
    return { answer: Buffer.from(`v=${verifier}`), done: true };
  };
}
