import { createHash } from 'node:crypto';
import { canonicalJson, type Policy, PRESETS, readPolicy } from '@sallyport/policy';
import type { StoredVersion, VersionStore } from './version-store.ts';

/** What versions hold, by the digests that events name. Each raises `ledger_unavailable`, `secret_unsealed`. */
export interface VersionContents {
  /** The text of connections and policy as they were applied; `undefined` where no version has this digest. */
  content(digest: string): Promise<string | undefined>;
  /** The text that a policy's digest is of; `undefined` where no version holds such a policy, and no preset is it. */
  policy(digest: string): Promise<string | undefined>;
}

/** Finds what versions hold. Each version is read once, for the digest of its policy, which is remembered. */
export function versionContents(store: VersionStore): VersionContents {
  const versions = new Map<string, number>();
  let [seen, learning] = [0, Promise.resolve()];
  const learn = async () => {
    const { version: newest = 0 } = (await store.head()) ?? {};
    for (; seen < newest; seen += 1) {
      const policy = policyOf(await store.find(seen + 1));
      if (policy !== undefined) versions.set(policy.digest, seen + 1);
    }
  };
  return Object.freeze({
    content: async (digest) => (await store.findDigest(digest))?.text,
    policy: async (digest) => {
      learning = learning.catch(() => undefined).then(learn);
      await learning;
      const version = versions.get(digest);
      const stored = version === undefined ? undefined : policyOf(await store.find(version));
      const policy = stored ?? Object.values(PRESETS).find((preset) => preset.digest === digest);
      return policy === undefined ? undefined : textOf(policy);
    },
  } satisfies VersionContents);
}

/** One that an earlier release wrote, and this one does not understand, is none. */
function policyOf(version: Pick<StoredVersion, 'text'> | undefined): Policy | undefined {
  if (version === undefined) return undefined;
  const { policy } = JSON.parse(version.text) as { readonly policy: unknown };
  const read = readPolicy(policy);
  return 'policy' in read ? read.policy : undefined;
}

/** The text is what the digest is of, or it is not given. */
function textOf({ digest, ...parts }: Policy): string | undefined {
  const text = canonicalJson(parts);
  return `sha256:${createHash('sha256').update(text).digest('hex')}` === digest ? text : undefined;
}
