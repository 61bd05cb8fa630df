import type { ConfigFile } from './config.ts';
import type { Fault } from './fault.ts';

/** Finds what is wrong with the admin plane. */
export function checkAdmin({ admin, issuers }: ConfigFile): Fault | undefined {
  if (admin === undefined || issuers.some(({ issuer }) => issuer === admin.issuer)) return undefined;
  return { path: ['admin', 'issuer'], message: 'must name a configured issuer' };
}
