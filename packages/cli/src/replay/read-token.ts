import { readFile } from 'node:fs/promises';
import { SallyportError } from '@sallyport/core';
import type { Terminal } from '../terminal.ts';

const TOKEN = /^[A-Za-z0-9._~+/-]{1,16384}=*$/;

/** The token of a call, RFC 6750 §2.1: from a file, or from `SALLYPORT_TOKEN`. Raises `file_unreadable`, `token_missing`, `token_invalid`. */
export async function readToken(file: string | undefined, { env = {} }: Pick<Terminal, 'env'>): Promise<string> {
  const text = file === undefined ? env.SALLYPORT_TOKEN : await readTokenFile(file);
  if (text === undefined) throw new SallyportError('token_missing', { place: '--token-file or SALLYPORT_TOKEN' });
  const token = text.trim();
  if (!TOKEN.test(token)) throw new SallyportError('token_invalid');
  return token;
}

async function readTokenFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new SallyportError('file_unreadable');
  });
}
