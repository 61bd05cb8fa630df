import { createHash } from 'node:crypto';
import { PRESETS, readPolicy } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import { encodeContent } from './encode-content.ts';
import { versionContents } from './version-contents.ts';
import type { StoredVersion, VersionStore } from './version-store.ts';

const documentOf = (name: string) => ({ version: 1 as const, name, rules: [{ name: 'rest', then: 'deny' as const }] });

/** A store of versions in memory that counts what is read. */
function storeOf(...names: readonly string[]) {
  const versions: StoredVersion[] = [];
  let reads = 0;
  const add = (text: string, digest: string) =>
    versions.push({ version: versions.length + 1, text, digest, origin: 'apply', createdAt: 0 });
  const apply = (name: string) => {
    const { text, digest } = encodeContent({ connections: [], policy: documentOf(name) });
    add(text, digest);
    return digest;
  };
  for (const name of names) apply(name);
  const store = {
    head: async () => versions.at(-1),
    find: async (version: number) => {
      reads += 1;
      return versions[version - 1];
    },
    findDigest: async (digest: string) => versions.find((one) => one.digest === digest),
  };
  return { apply, add, contents: versionContents(store as Partial<VersionStore> as VersionStore), reads: () => reads };
}

function digestOf(name: string): string {
  const read = readPolicy(documentOf(name));
  return 'policy' in read ? read.policy.digest : '';
}

const sha256 = (text = '') => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('what versions hold', () => {
  it('is found by the digests that events name, as the text that they are of', async () => {
    const { apply, contents } = storeOf('one', 'two');
    const digest = apply('three');
    expect(sha256(await contents.content(digest))).toBe(digest);
    for (const name of ['one', 'two', 'three']) {
      const text = await contents.policy(digestOf(name));
      expect(sha256(text)).toBe(digestOf(name));
      expect(JSON.parse(text ?? '')).toMatchObject({ name });
    }
  });

  it('is read once of each version, also when many ask at once, and again when there is a new one', async () => {
    const { apply, contents, reads } = storeOf('one', 'two');
    await Promise.all(Array.from({ length: 20 }, () => contents.policy(sha256('none'))));
    expect(reads()).toBe(2);
    apply('three');
    expect(await contents.policy(digestOf('three'))).toContain('three');
    // It, and once more to give it.
    expect(reads()).toBe(4);
  });

  it('is a preset where no version holds it, and nothing where none is it', async () => {
    const { contents } = storeOf();
    const { digest } = PRESETS['safe-harbor'];
    expect(sha256(await contents.policy(digest))).toBe(digest);
    expect([await contents.policy(sha256('none')), await contents.content(sha256('none'))]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('passes over a version of another release that is not understood', async () => {
    const { add, apply, contents } = storeOf('one');
    add('{"policy":{"version":9}}', sha256('other'));
    apply('three');
    expect(await contents.policy(digestOf('three'))).toContain('three');
  });
});
