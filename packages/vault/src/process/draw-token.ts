import { type Entity, SallyportError, TOKEN_RANDOM_LENGTH, tokenFrom } from '@sallyport/core';

/** Gives so many random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** A quarter of all draws make no token, and next to none a taken one: so many in vain are no chance. */
const MOST_DRAWS = 64;

/** A new random token of an entity. Throws `internal` where the source of randomness gives none that is free. */
export function drawToken(
  entity: Entity,
  { random, isTaken }: { readonly random: RandomBytes; readonly isTaken: (token: string) => boolean },
): string {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const token = tokenFrom(entity, random(TOKEN_RANDOM_LENGTH));
    if (token !== undefined && !isTaken(token)) return token;
  }
  throw new SallyportError('internal');
}
