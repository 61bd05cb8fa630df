import type { SinkParts } from './sink.ts';

/** Sealed secrets, each with its versions, the newest first. */
export function secretsOf(named: Readonly<Record<string, readonly string[]>>): SinkParts['secrets'] {
  const versions = async (name: string) =>
    (named[name] ?? []).map((value, at, all) => ({ version: all.length - at, value }));
  return { versions, get: async (name) => (await versions(name))[0]?.value };
}

/** None at all. */
export const noSecrets: SinkParts['secrets'] = secretsOf({});
