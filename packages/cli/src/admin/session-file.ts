import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import type { Terminal } from '../terminal.ts';
import type { ProofKey } from './proof-key.ts';

/** A login as it is kept. */
export interface StoredSession {
  /** The companion's public URL. */
  readonly url: string;
  readonly token: string;
  /** The private key that the token is bound to. */
  readonly key: ProofKey['jwk'];
  /** Milliseconds since the Unix epoch. */
  readonly expires: number;
}

const MOST_BYTES = 65_536;
const OTHERS = 0o077;

/** Where the login is kept: `session.json` in `sallyport` of the user's folder for configuration (XDG Base Directory Specification). */
export function sessionPath({ env = {} }: Pick<Terminal, 'env'>): string {
  const { XDG_CONFIG_HOME: folder = '' } = env;
  return join(folder === '' ? join(homedir(), '.config') : folder, 'sallyport', 'session.json');
}

/** Keeps a login, in place of an earlier one, for its user's eyes alone. Raises `file_unwritable`. */
export async function storeSession(path: string, session: StoredSession): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(temporary, JSON.stringify(session), { flag: 'wx', mode: 0o600 });
    await rename(temporary, path);
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new SallyportError('file_unwritable', { place: 'session.json' });
  }
}

/** Reads the login. Raises `admin_session_expired` when there is none, `file_unreadable` for one that others may read, or that is none. */
export async function readSession(path: string): Promise<StoredSession> {
  const text = await readPrivate(path);
  if (text === undefined) throw new SallyportError('admin_session_expired', { place: 'nobody is logged in' });
  const session = parse(text);
  if (session === undefined) throw unreadable('session.json is not a session');
  return session;
}

/** Forgets the login. */
export async function removeSession(path: string): Promise<void> {
  await rm(path, { force: true });
}

async function readPrivate(path: string): Promise<string | undefined> {
  const file = await open(path).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable('session.json');
  });
  if (file === undefined) return undefined;
  try {
    // Of the open file, not of its name: what is read is what was looked at.
    const { mode, size, uid } = await file.stat();
    const foreign = process.getuid !== undefined && ((mode & OTHERS) !== 0 || uid !== process.getuid());
    if (foreign) throw unreadable('session.json is open to others, or theirs');
    if (size > MOST_BYTES) throw unreadable('session.json is too large');
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

function parse(text: string): StoredSession | undefined {
  try {
    const value = JSON.parse(text) as Partial<StoredSession> | null;
    const { url, token, key, expires } = value ?? {};
    const whole = typeof url === 'string' && typeof token === 'string' && typeof expires === 'number';
    return whole && typeof key === 'object' && key !== null ? { url, token, key, expires } : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(place: string): SallyportError {
  return new SallyportError('file_unreadable', { place });
}
