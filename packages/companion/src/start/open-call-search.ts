import type { Clock } from '@sallyport/core';
import type { Serving } from '../serving/index.ts';
import { openSessionSearch, type SessionSearch } from '../sessions/index.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';

/** What the search for calls is put together from. */
export interface CallSearchParts extends Pick<Evidence, 'subjects' | 'models'> {
  readonly store: CompanionStore;
  readonly clock: Clock;
  readonly serving: Pick<Serving, 'current'>;
}

/** Opens the search for calls. Raises `secret_unsealed`, `internal`. */
export function openCallSearch({ store, serving, ...parts }: CallSearchParts): Promise<SessionSearch> {
  const hostOf = (connection: string) => {
    const baseUrl = serving.current().connections.get(connection)?.baseUrl;
    return baseUrl === undefined ? undefined : new URL(baseUrl).host;
  };
  return openSessionSearch({ ...store, ...parts, hostOf });
}
