import { resolve } from 'node:path';
import { type ConnectionConfig, DEFAULT_BEARER } from './connection-config.ts';
import type { TlsConfig } from './tls-config.ts';
import { withoutSlash } from './without-slash.ts';

/**
 * A connection with its paths absolute, taken from `folder`. The schema can fill in what is in `bearer`, but not when there is to be one; and
 * `allow` may be a rule by itself.
 */
export function completeConnection(one: ConnectionConfig, folder: string): ConnectionConfig {
  const bearer = one.bearer ?? (one.senderConstraint === 'bearer' ? DEFAULT_BEARER : undefined);
  return {
    ...one,
    baseUrl: withoutSlash(one.baseUrl),
    allow: [one.allow].flat(),
    ...(bearer === undefined ? {} : { bearer }),
    ...(one.tls === undefined ? {} : { tls: completeTls(one.tls, folder) }),
  };
}

function completeTls(tls: TlsConfig, folder: string): TlsConfig {
  const paths = (['caFile', 'certFile', 'keyFile'] as const).flatMap((key) => {
    const path = tls[key];
    return path === undefined ? [] : [[key, resolve(folder, path)] as const];
  });
  return { ...tls, ...Object.fromEntries(paths) };
}
