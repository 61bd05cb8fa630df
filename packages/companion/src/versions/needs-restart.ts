import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/index.ts';

/** Tells whether two configurations differ in something else than connections and policy. */
export function needsRestart(sent: Config, own: Config): boolean {
  return !isDeepStrictEqual(restOf(sent), restOf(own));
}

function restOf({ connections, policy, content, digest, folder, ...rest }: Config): object {
  return rest;
}
