import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditorKey } from '@sallyport/core';
import { sealOriginals } from '@sallyport/recording';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from './run-program.ts';

const BODY = Buffer.from(JSON.stringify({ input: 'Ines Calloway, MRN 4471902', rest: 'é'.repeat(200_000) }));

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sallyport-jose-originals-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function jose(command: readonly string[], input: string | Uint8Array = ''): Promise<Buffer> {
  const { code, stdout, stderr } = await runProgram(['jose', ...command], { input });
  if (code !== 0) throw new TypeError(`jose ended with ${code}: ${stderr}`);
  return stdout;
}

/** A key as an auditor makes it, by the program itself: the file of its private half, and its public one as a policy has it. */
async function auditor(kid: string): Promise<{ readonly file: string; readonly publicKey: AuditorKey }> {
  const file = join(scratch, `${kid}.jwk`);
  await jose(['jwk', 'gen', '-i', JSON.stringify({ kty: 'EC', crv: 'P-256', kid }), '-o', file]);
  const { kty, crv, x, y } = JSON.parse((await jose(['jwk', 'pub', '-i', file])).toString()) as AuditorKey;
  return { file, publicKey: { kty, crv, x, y, kid } };
}

async function sealed(recipients: readonly AuditorKey[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const body = (async function* () {
    yield BODY;
  })();
  for await (const line of sealOriginals(body, { recipients, contentType: 'application/json' }))
    lines.push(Buffer.from(line).toString());
  return lines;
}

async function opened(lines: readonly string[], keyFile: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (const [at, line] of lines.entries()) {
    const file = join(scratch, `line-${at}.jwe`);
    await writeFile(file, line);
    pieces.push(await jose(['jwe', 'dec', '-i', file, '-k', keyFile, '-O', '-']));
  }
  return Buffer.concat(pieces);
}

describe('jose jwe dec', () => {
  it.each([1, 3])('opens an original that is sealed to %d auditors, with the key of any of them', async (count) => {
    const auditors = await Promise.all(Array.from({ length: count }, (_, at) => auditor(`auditor-${count}-${at}`)));
    const lines = await sealed(auditors.map(({ publicKey }) => publicKey));
    expect(lines.length).toBeGreaterThan(1);
    for (const { file } of auditors) expect((await opened(lines, file)).equals(BODY)).toBe(true);
  });

  it('opens none with another key, and none that was changed', async () => {
    const [own, other] = await Promise.all([auditor('own'), auditor('other')]);
    const lines = await sealed([own.publicKey]);
    await expect(opened(lines, other.file)).rejects.toThrow('jose ended with 1');
    const jwe = JSON.parse(lines[0] ?? '') as { readonly tag: string };
    const tag = `${jwe.tag.startsWith('A') ? 'B' : 'A'}${jwe.tag.slice(1)}`;
    await expect(opened([JSON.stringify({ ...jwe, tag })], own.file)).rejects.toThrow('jose ended with 1');
  });
});
