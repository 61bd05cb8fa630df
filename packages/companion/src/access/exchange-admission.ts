import { type Clock, identityKey, SallyportError } from '@sallyport/core';
import type { LimitsConfig } from '../config/index.ts';
import type { VerifiedIdentity } from '../issuers/index.ts';
import { createQuota, sourceQuotaKey } from '../quota/index.ts';
import type { Access } from './access.ts';

/** Who may come to the token endpoint, and how often. */
export interface ExchangeAdmission {
  /** Lets a request from an address in, before anything is made of it. Raises `quota_exceeded`. */
  address(clientIp: string | undefined): void;
  /** Counts a failed authentication, wherever it was, against the address it came from. */
  failed(clientIp: string | undefined): void;
  /**
   * Lets the subject of a verified token in, unless all that was issued to it was taken back, and remembers its groups: also where they
   * give no right to what it asks for, because earlier grants may rest on those it had. Raises `quota_exceeded`, `grant_revoked`,
   * `ledger_unavailable`.
   */
  subject(identity: VerifiedIdentity): Promise<void>;
}

/** Admission within the limits of a configuration. */
export function exchangeAdmission(parts: {
  readonly limits: Pick<LimitsConfig, 'exchangesPerMinute' | 'exchangesPerMinutePerAddress'>;
  readonly clock: Clock;
  readonly access: Pick<Access, 'checkNow' | 'remember'>;
}): ExchangeAdmission {
  const { limits, clock, access } = parts;
  const addresses = createQuota({ perMinute: limits.exchangesPerMinutePerAddress, clock });
  const subjects = createQuota({ perMinute: limits.exchangesPerMinute, clock });
  return {
    address: (clientIp) => {
      if (!addresses.take(sourceQuotaKey(clientIp))) throw new SallyportError('quota_exceeded');
    },
    failed: (clientIp) => {
      addresses.take(sourceQuotaKey(clientIp));
    },
    subject: async ({ caller, issuedAt }) => {
      if (!subjects.take(identityKey(caller))) throw new SallyportError('quota_exceeded');
      await access.checkNow({ id: '', caller, issuedAt: issuedAt ?? 0 });
      await access.remember(caller, issuedAt);
    },
  };
}
