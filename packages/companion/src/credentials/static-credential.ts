import type { Clock, ConnectionKind } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { Credential } from './credential.ts';

/** The header in which a kind of provider takes a key. */
export function keyHeader(kind: ConnectionKind, key: string): HeaderRecord {
  if (kind === 'azure-openai') return { 'api-key': key };
  if (kind === 'anthropic') return { 'x-api-key': key };
  return { authorization: `Bearer ${key}` };
}

/** The keys of a sealed secret. */
export interface LiveKeys {
  /** Those that live, newest first. */
  readonly versions: () => Promise<readonly string[]>;
  readonly clock: Clock;
}

const READ_EVERY_MS = 1_000;

/**
 * A sealed key that may be rotated: the newest version, and where the provider refuses that, the other one, once. The versions are read again
 * once a second at most, and when one was refused; while they cannot be, those that are known serve on.
 */
export async function staticCredential(kind: ConnectionKind, { versions, clock }: LiveKeys): Promise<Credential> {
  let keys = await versions();
  let readAt = clock.now();
  const read = async (): Promise<void> => {
    readAt = clock.now();
    const found = await versions().catch(() => []);
    if (found.length > 0) keys = found;
  };
  const headersOf = ([key]: readonly string[]) => (key === undefined ? undefined : keyHeader(kind, key));
  const isOf = (headers: HeaderRecord) => (key: string) =>
    Object.entries(keyHeader(kind, key)).every(([name, value]) => headers[name] === value);
  return Object.freeze({
    authorise: async () => {
      if (Math.abs(clock.now() - readAt) >= READ_EVERY_MS) await read();
      return headersOf(keys) ?? {};
    },
    refused: async (headers: HeaderRecord) => {
      await read();
      const [others, refused] = [keys.filter((key) => !isOf(headers)(key)), keys.filter(isOf(headers))];
      keys = [...others, ...refused];
      return others.length > 0;
    },
  });
}
