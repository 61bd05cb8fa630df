import { type Caller, SallyportError } from '@sallyport/core';
import type { IssuerConfig } from '../config/index.ts';
import type { Claims } from './claim-at.ts';
import { fitsClaims } from './fits-claims.ts';

/** What the rules of an issuer say of a subject: a person or a service, and the groups that its kind gives it. */
export interface Nature {
  /** Absent where the rules do not tell. */
  readonly nature?: NonNullable<Caller['nature']>;
  readonly groups: readonly string[];
}

/** Tells what the subject of a token is. The first rule that fits decides. Raises `identity_not_allowed` for a kind that is not accepted. */
export function readNature(claims: Claims, { serviceAccounts, accept = 'both' }: IssuerConfig): Nature {
  const rule = serviceAccounts?.find((one) => fitsClaims(claims, one.claims));
  const nature = serviceAccounts === undefined ? withoutRules(accept) : rule === undefined ? 'person' : 'service';
  if (accept === 'people' && nature !== 'person') throw new SallyportError('identity_not_allowed');
  if (accept === 'services' && nature !== 'service') throw new SallyportError('identity_not_allowed');
  return { groups: rule?.groups ?? [], ...(nature === undefined ? {} : { nature }) };
}

function withoutRules(accept: IssuerConfig['accept']): Nature['nature'] {
  return accept === 'services' ? 'service' : undefined;
}
