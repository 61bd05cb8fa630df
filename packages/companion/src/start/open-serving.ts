import { createServing, type Serving } from '../serving/index.ts';
import {
  type AppliedVersion,
  adminVersions,
  type VersionContents,
  VersionFollower,
  type Versions,
  versionContents,
} from '../versions/index.ts';
import { type FirstVersion, type FirstVersionParts, settleFirstVersion } from './open-first-version.ts';
import { openUpstreams } from './open-upstreams.ts';
import { type Callers, type Opened, type OpenVersion, openSnapshot } from './service-parts.ts';

/** What serves, what puts other versions in force, and what admins do about them. */
export interface OpenServing {
  readonly serving: Serving;
  /** Not started yet. */
  readonly follower: VersionFollower;
  readonly versions: Versions;
  readonly contents: VersionContents;
}

/** What the first version is opened with, and the version itself. */
export interface ServingParts {
  readonly first: FirstVersion;
  readonly opening: FirstVersionParts;
  /** Told the names of connections, for the log may write them. */
  readonly known: (names: Iterable<string>) => void;
}

/** Puts the first version in force, stored where it is new. Raises what `settleFirstVersion` does. */
export async function openServing(
  opened: Opened & { readonly callers: Callers },
  { first, opening, known }: ServingParts,
): Promise<OpenServing> {
  const snapshotOf = (one: OpenVersion) => {
    known(one.version.connections.keys());
    return openSnapshot(opened, one);
  };
  const open = async (version: AppliedVersion) =>
    snapshotOf({ version, upstreams: await openUpstreams(version.connections.values(), opening) });
  const settled = await settleFirstVersion(first, { events: opened.events, parts: opening });
  const serving = createServing();
  serving.put(snapshotOf(settled));
  const follower = new VersionFollower({ ...opening, serving, open }, settled.version);
  return {
    serving,
    follower,
    versions: adminVersions({ ...opening, follower, open }),
    contents: versionContents(opening.store),
  };
}
