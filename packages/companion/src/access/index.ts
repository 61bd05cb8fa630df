export type { Access, Followed, Membership, Presented, RevokedGrant, RevokedReview } from './access.ts';
export { type ExchangeAdmission, exchangeAdmission } from './exchange-admission.ts';
export { type AccessOptions, openAccess } from './open-access.ts';
