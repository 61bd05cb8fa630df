import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import type { Config } from '../config/index.ts';
import type { Database } from '../storage/index.ts';
import { openBootstrap } from './bootstrap.ts';
import { givenRoles } from './given-roles.ts';

/** For which companion a bootstrap token is made. */
export interface BootstrapOrder {
  readonly config: Pick<Config, 'admin'>;
  readonly database: Pick<Database, 'orm'>;
  /** Make one although somebody became admin by one before. Default `false`. */
  readonly again?: boolean;
  readonly clock?: Clock;
}

/**
 * Makes the one-time token by which the next login gets the role `admin`, for an hour. Raises `admin_disabled` where the admin plane is off,
 * `request_invalid` when an admin was made that way before, unless `again`, and `ledger_unavailable`.
 */
export async function issueBootstrapToken(order: BootstrapOrder): Promise<string> {
  const { config, database, again = false, clock = systemClock } = order;
  if (config.admin === undefined) throw new SallyportError('admin_disabled');
  if (!again && (await givenRoles(database).isGiven('admin'))) {
    throw new SallyportError('request_invalid', { place: 'an admin was made by a bootstrap before, see --again' });
  }
  return openBootstrap(database, clock).issue();
}
