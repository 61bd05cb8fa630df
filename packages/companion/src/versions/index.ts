export type { AppliedVersion } from './applied-version.ts';
export { type ChoiceParts, chooseVersion } from './choose-version.ts';
export { type VersionContents, versionContents } from './version-contents.ts';
export { VersionFollower } from './version-follower.ts';
export { openVersionKeys } from './version-keys.ts';
export type { VersionRecord } from './version-record.ts';
export { type VersionStore, versionStore } from './version-store.ts';
export { adminVersions, type Versions } from './versions.ts';
