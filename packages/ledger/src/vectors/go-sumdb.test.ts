import { toBase64url, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { checkSignature, parseNote, signNote } from '../checkpoint/note.ts';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import { webCryptoNoteSigner } from '../checkpoint/web-crypto-note-signer.ts';
import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { tilePath } from '../tile/tile-path.ts';
import { hashLeaf } from '../tree/node-hash.ts';

// The test data of golang.org/x/mod/sumdb/{note,tlog}: Copyright 2019 The Go Authors, BSD-3-Clause.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_SEED = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

// The key that the go command trusts, and a tree of its checksum database, which C2SP’s tlog-checkpoint shows under another name.
const SUM_GOLANG_ORG = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
const SIGNED_TREE = `go.sum database tree
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

async function finding(note: string, key: string): Promise<string> {
  const parsed = parseNote(note);
  return parsed === undefined ? 'malformed' : checkSignature(parsed, decodeVerifierKey(key));
}

/** A private key of Go's note package: base64 of 0x01 and the seed. */
async function signerOf(encoded: string, verifierKey: string) {
  const { name, publicKey } = decodeVerifierKey(verifierKey);
  const seed = fromBase64(encoded)?.slice(1) ?? new Uint8Array();
  return webCryptoNoteSigner(name, { kty: 'OKP', crv: 'Ed25519', d: toBase64url(seed), x: toBase64url(publicKey) });
}

describe('Go’s sumdb test data', () => {
  it('is signed by us to the byte', async () => {
    expect(await signNote(TEXT, await signerOf(PETER_SEED, PETER))).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  it('verifies with either key where two have signed', async () => {
    const note = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;
    expect(await finding(note, PETER)).toBe('signed');
    expect(await finding(note, ENOCH)).toBe('signed');
    expect(await finding(note, SUM_GOLANG_ORG)).toBe('absent');
  });

  it.each([
    ['forged', 'a signature three bytes longer', `${TEXT}\n${PETER_LINE.slice(0, 58)}ABCD${PETER_LINE.slice(58)}`],
    ['malformed', 'a line after the signatures', `${TEXT}\n${PETER_LINE}Unexpected line.\n`],
    ['malformed', 'a space in the name', `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad Name')}`],
  ])('is found %s with %s', async (expected, _, note) => {
    expect(await finding(note, PETER)).toBe(expected);
  });

  it('hashes a record as RecordHash does', () => {
    expect(toBase64(hashLeaf(utf8('hello world')))).toBe('TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=');
  });

  // Go's paths name the height, 8 for us, before the level.
  it.each([
    ['tile/4/0/001.p/5', { level: 0, index: 1, width: 5 }],
    ['tile/3/5/x123/x456/078', { level: 5, index: 123_456_078, width: 256 }],
    ['tile/3/5/x123/x456/078.p/2', { level: 5, index: 123_456_078, width: 2 }],
    ['tile/1/0/x003/x057/500', { level: 0, index: 3_057_500, width: 256 }],
  ])('has the path %s, of which ours leaves out the height', (path, tile) => {
    expect(tilePath(tile)).toBe(path.replace(/^tile\/\d+\//, 'tile/'));
  });

  it('verifies a tree that sum.golang.org signed', async () => {
    expect(await finding(SIGNED_TREE, SUM_GOLANG_ORG)).toBe('signed');
    expect(await finding(SIGNED_TREE.replace('20852163', '20852164'), SUM_GOLANG_ORG)).toBe('forged');
  });
});
