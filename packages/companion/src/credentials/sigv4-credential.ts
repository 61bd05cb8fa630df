import { type Clock, SallyportError } from '@sallyport/core';
import type { Credential } from './credential.ts';
import type { AwsKeys, Renewable } from './renewable.ts';

/** What signs requests to one service of AWS. */
export interface Sigv4Options {
  readonly region: string;
  readonly service: string;
  readonly keys: Renewable<AwsKeys>;
  readonly clock: Clock;
}

/** Signature version 4 is not made here yet: nothing is sent. */
export function sigv4Credential({ keys }: Sigv4Options): Credential {
  return Object.freeze({
    authorise: () => Promise.reject(new SallyportError('credential_unavailable')),
    close: async () => keys.close(),
  });
}
