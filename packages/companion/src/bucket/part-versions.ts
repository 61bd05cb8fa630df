import type { BucketConfig } from '../config/index.ts';
import type { PartPlace } from '../recordings/segment-store.ts';
import type { BucketClient } from './bucket-client.ts';
import { indexOf, partsPrefix } from './object-key.ts';

/** A version of a part, or what marks it as deleted. */
export interface PartVersion {
  readonly Key: string;
  readonly VersionId: string;
  readonly index: number;
  readonly marker: boolean;
}

/** All versions of the parts of a recording or an original: in a bucket with versions, a key that is deleted still has those before. */
export async function partVersions(
  { client: { s3, call }, config }: { readonly client: BucketClient; readonly config: BucketConfig },
  all: Pick<PartPlace, 'kind' | 'session'>,
): Promise<readonly PartVersion[]> {
  const found: PartVersion[] = [];
  const range = { Bucket: config.name, Prefix: partsPrefix(config.prefix, all) };
  let after: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (let more = true; more; ) {
    const command = () => new s3.ListObjectVersionsCommand({ ...range, ...after });
    const page = await call((sender, abort) => sender.send(command(), abort));
    for (const version of page?.Versions ?? []) found.push(...versionOf(version, false));
    for (const version of page?.DeleteMarkers ?? []) found.push(...versionOf(version, true));
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page ?? {};
    more = page?.IsTruncated === true && KeyMarker !== undefined;
    after = {
      ...(KeyMarker === undefined ? {} : { KeyMarker }),
      ...(VersionIdMarker === undefined ? {} : { VersionIdMarker }),
    };
  }
  return found;
}

interface Listed {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

function versionOf({ Key, VersionId }: Listed, marker: boolean): readonly PartVersion[] {
  if (Key === undefined || VersionId === undefined) return [];
  return [{ Key, VersionId, marker, index: indexOf(Key) }];
}
