import { type Clock, type Identity, isSallyportError, SallyportError, utf8 } from '@sallyport/core';
import { type Config, type ConfigSource, readConfig } from '../config/index.ts';
import type { OpenSnapshot } from '../serving/index.ts';
import { encodeContent } from './encode-content.ts';
import { needsRestart } from './needs-restart.ts';
import { readVersion } from './read-version.ts';
import type { OpenVersion, VersionFollower } from './version-follower.ts';
import type { VersionOrigin, VersionRecord } from './version-record.ts';
import type { StoredVersion, VersionStore } from './version-store.ts';

/** What admins do about versions. */
export interface Versions {
  /** The newest, newest first, at most 100. Raises `ledger_unavailable`. */
  list(): Promise<readonly VersionRecord[]>;
  /** Reads and opens a configuration. Raises `version_invalid` with the place, `version_conflict`, `key_unavailable`, `ledger_unavailable`. */
  prepare(order: ApplyOrder): Promise<PreparedVersion>;
  /** Reads and opens an earlier version. Raises `version_unknown`, and what `prepare` does. */
  prepareRollback(version: number): Promise<PreparedVersion>;
}

/** A configuration to apply. Only its connections and its policy are. */
export interface ApplyOrder {
  /** The text of a `sallyport.yaml`. */
  readonly content: string;
  /** That of the file which its `policyFile` names. */
  readonly policy?: string;
  /** The version that it was made from: there must be no newer one. Default: whichever is the newest. */
  readonly base?: number;
}

/** A version that was read and opened here, and is not stored yet. */
export interface PreparedVersion {
  readonly version: number;
  readonly digest: string;
  /** Whether the file says something else too, which only a restart with it puts in force. */
  readonly restartNeeded: boolean;
  /** Stores it and puts it in force here. Raises `version_conflict`, `ledger_unavailable`. */
  commit(identity: Identity): Promise<void>;
  /** Closes what was opened, unless it is in force. */
  release(): Promise<void>;
}

/** What versions are made with. */
export interface VersionsParts {
  readonly store: VersionStore;
  readonly follower: Pick<VersionFollower, 'adopt'>;
  readonly open: OpenVersion;
  readonly config: Config;
  readonly clock: Clock;
}

/** What admins do, on this replica. */
export function adminVersions(parts: VersionsParts): Versions {
  const { store, config } = parts;
  return {
    list: () => store.list(),
    prepare: async ({ content, policy, base }) => {
      const sent = await reading(readConfig(sourceOf({ content, policy }, config.folder)));
      const newest = (await store.head())?.version ?? 0;
      if (base !== undefined && base !== newest) throw new SallyportError('version_conflict');
      const draft = { ...encodeContent(sent.content), version: newest + 1, origin: 'apply' as const };
      return prepared(parts, { draft, restartNeeded: needsRestart(sent, config) });
    },
    prepareRollback: async (version) => {
      const [found, newest] = [await store.find(version), await store.head()];
      if (found === undefined || newest === undefined) throw new SallyportError('version_unknown');
      const { text, digest } = found;
      const draft = { text, digest, version: newest.version + 1, origin: 'rollback' as const };
      return prepared(parts, { draft, restartNeeded: false });
    },
  };
}

interface Sent {
  readonly content: string;
  readonly policy: string | undefined;
}

function sourceOf({ content, policy }: Sent, folder: string): ConfigSource {
  return {
    name: 'sallyport.yaml',
    bytes: utf8(content),
    folder,
    readPolicyFile: async () => {
      // The file of that name here may be another one than the admin has before them.
      if (policy === undefined) throw new SallyportError('config_invalid', { place: 'policyFile must be sent too' });
      return utf8(policy);
    },
  };
}

interface Draft extends Pick<StoredVersion, 'version' | 'digest' | 'text'> {
  readonly origin: VersionOrigin;
}

async function prepared(
  { store, follower, open, config, clock }: VersionsParts,
  { draft, restartNeeded }: { readonly draft: Draft; readonly restartNeeded: boolean },
): Promise<PreparedVersion> {
  let opened: OpenSnapshot | undefined = await reading(openDraft());
  async function openDraft(): Promise<OpenSnapshot> {
    return open(readVersion(draft, config));
  }
  return {
    version: draft.version,
    digest: draft.digest,
    restartNeeded,
    commit: async ({ issuer, subject }) => {
      if (opened === undefined) throw new SallyportError('internal');
      await store.append({ ...draft, identity: { issuer, subject }, createdAt: clock.now() });
      const adopted = opened;
      opened = undefined;
      await follower.adopt(adopted);
    },
    release: async () => {
      await opened?.close();
      opened = undefined;
    },
  };
}

/** What stops a start is, of what was sent, its sender's fault; and its sender is told the place. */
async function reading<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!isSallyportError(cause) || cause.code !== 'config_invalid') throw cause;
    throw new SallyportError('version_invalid', cause.place === undefined ? {} : { note: cause.place });
  }
}
