import { SallyportError } from '@sallyport/core';
import { type Config, readContent } from '../config/index.ts';
import type { AppliedVersion } from './applied-version.ts';
import type { StoredVersion } from './version-store.ts';

/** A stored version as this replica reads it, by its own issuers and its own paths. Raises `config_invalid`, whose place begins with the version. */
export function readVersion(
  { version, digest, text }: Pick<StoredVersion, 'version' | 'digest' | 'text'>,
  config: Config,
): AppliedVersion {
  const { connections, policy } = readContent(parse(text), { name: `version ${version}`, config });
  return { version, digest, connections: new Map(connections.map((one) => [one.name, one])), policy };
}

/** What was sealed was JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SallyportError('internal');
  }
}
