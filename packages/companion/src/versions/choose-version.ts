import type { Clock } from '@sallyport/core';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { AppliedVersion } from './applied-version.ts';
import { encodeContent } from './encode-content.ts';
import { readVersion } from './read-version.ts';
import type { StoredVersion, VersionStore } from './version-store.ts';

/** What is chosen from. */
export interface ChoiceParts {
  readonly store: VersionStore;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

/** The version that a start puts in force. */
export interface Choice {
  readonly version: AppliedVersion;
  /** Present where it is yet to be stored. */
  readonly draft?: StoredVersion;
}

/**
 * Chooses between the file and the newest version. What an admin applied is in force until an admin applies something else; while every
 * version came from a file, the file of whoever starts last is. Raises `config_invalid`, `secret_unsealed`, `ledger_unavailable`.
 */
export async function chooseVersion({ store, config, clock, log }: ChoiceParts): Promise<Choice> {
  const newest = await store.find();
  const own = encodeContent(config.content);
  if (newest !== undefined && (newest.digest === own.digest || newest.origin !== 'start')) {
    if (newest.digest !== own.digest) log.warn('configuration file ignored', { config: newest.digest });
    return { version: readVersion(newest, config) };
  }
  const version = (newest?.version ?? 0) + 1;
  const draft: StoredVersion = { ...own, version, origin: 'start', createdAt: clock.now() };
  return { version: readVersion(draft, config), draft };
}
