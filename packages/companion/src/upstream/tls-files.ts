import { X509Certificate } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { SallyportError } from '@sallyport/core';
import type { TlsConfig } from '../config/index.ts';

/** Group write, and anything at all for others: as for the root key. */
const TOO_OPEN = 0o027;
/** A bundle of every public authority is a quarter of this. */
const LARGEST_FILE = 1_048_576;
const KEYS = ['caFile', 'certFile', 'keyFile'] as const;

/** What the files of a connection's `tls` hold, as `tls.connect` takes it. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/**
 * Reads the files of a connection's `tls`, and sees that they are certificates, that the key is that of the certificate, and that nobody else
 * may read it. Raises `config_invalid` whose place is the connection's key, `connections/NAME: tls/keyFile could not be read`.
 */
export async function readTlsFiles(name: string, { caFile, certFile, keyFile }: TlsConfig): Promise<TlsMaterial> {
  const refuse = refusing(name);
  const ca = caFile === undefined ? undefined : await readPem(caFile, (what) => refuse('caFile', what));
  const cert = certFile === undefined ? undefined : await readPem(certFile, (what) => refuse('certFile', what));
  const key =
    keyFile === undefined ? undefined : await readPem(keyFile, (what) => refuse('keyFile', what), { secret: true });
  const only = (part: TlsMaterial, file: (typeof KEYS)[number], what: string) => {
    if (!fits(part)) refuse(file, what);
  };
  // OpenSSL passes over what is no certificate among authorities.
  if (ca !== undefined && !holdsCertificates(ca)) refuse('caFile', 'must hold PEM certificates');
  if (cert !== undefined) only({ cert }, 'certFile', 'must hold a PEM certificate');
  if (key !== undefined) only({ key }, 'keyFile', 'must hold a PEM private key without a passphrase');
  const pair = { ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) };
  only(pair, 'keyFile', 'must hold the private key of certFile');
  return { ...(ca === undefined ? {} : { ca }), ...pair };
}

/** When the files of a `tls` were changed last, each in milliseconds; what cannot be told is not a number. */
export async function changesOf(tls: TlsConfig): Promise<string> {
  const paths = KEYS.flatMap((key) => tls[key] ?? []);
  const times = paths.map((path) =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.NaN,
    ),
  );
  return (await Promise.all(times)).join(' ');
}

function refusing(name: string) {
  return (key: (typeof KEYS)[number], what: string): never => {
    throw new SallyportError('config_invalid', { place: `connections/${name}: tls/${key} ${what}` });
  };
}

async function readPem(
  path: string,
  refuse: (what: string) => never,
  { secret = false }: { readonly secret?: boolean } = {},
): Promise<string> {
  const file = await open(path, 'r').catch(() => refuse('could not be read'));
  try {
    const { mode, size } = await file.stat();
    if (secret && process.platform !== 'win32' && (mode & TOO_OPEN) !== 0) {
      refuse('must be readable by its owner only (mode 0600)');
    }
    if (size > LARGEST_FILE) refuse('is larger than 1 MiB');
    const text = await file.readFile('utf8').catch(() => refuse('could not be read'));
    return text.includes('-----BEGIN ') ? text : refuse('must be PEM');
  } finally {
    await file.close();
  }
}

function holdsCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block)).length > 0;
  } catch {
    return false;
  }
}

function fits(material: TlsMaterial): boolean {
  try {
    createSecureContext(material);
    return true;
  } catch {
    // OpenSSL's own words may quote the file.
    return false;
  }
}
