import type { Identity } from '@sallyport/core';
import type { PersonConfig } from '../../config/index.ts';
import type { SlackMember } from './read-interaction.ts';

/**
 * The account as which a member decides: the first of the person whose member id it is. Of somebody else's workspace, which a shared channel
 * lets in, nobody is known: ids of members are of their own workspace only.
 */
export function memberAccount(
  { id, team, place }: SlackMember,
  { people, team: home = place }: { readonly people: readonly PersonConfig[]; readonly team?: string | undefined },
): Identity | undefined {
  const foreign = [team, place].some((one) => one !== undefined && one !== home);
  if (foreign) return undefined;
  return people.find(({ slack }) => slack !== undefined && slack === id)?.accounts[0];
}
