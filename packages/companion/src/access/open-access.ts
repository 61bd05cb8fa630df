import { type Clock, type Identity, SallyportError } from '@sallyport/core';
import type { Log } from '../log/index.ts';
import type { Database } from '../storage/index.ts';
import type { Access, Followed, Presented } from './access.ts';
import { type AccessChange, addChange } from './access-change.ts';
import { CallsInFlight } from './calls-in-flight.ts';
import { ChangeFeed } from './change-feed.ts';
import { forgetAccess } from './forget-access.ts';
import { GroupDirectory } from './group-directory.ts';
import { ReviewsInUse } from './reviews-in-use.ts';
import { Revocations } from './revocations.ts';
import { useOnce } from './use-once.ts';

/** What access works with. */
export interface AccessOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  /** How often it is looked for what other replicas changed, in milliseconds. Default 500. */
  readonly everyMs?: number;
  /** For how long that may fail before everybody is refused, in milliseconds. Default 10,000. */
  readonly blindAfterMs?: number;
}

/** Longer than any token that is taken from an identity provider should live. */
const IDENTITY_REVOKED_MS = 30 * 86_400_000;

/** What another replica was issuing while an identity was revoked counts as issued before. */
const ISSUING_MS = 1_000;

/** A revoked grant is remembered for a little longer than it lives: clocks differ. */
const SLACK_MS = 60_000;

/** Calls sent under a review may go on for so long after it would have ended. */
const CALLS_LAST_MS = 3_600_000;

/** Opens access on a database, and follows what its replicas change. Raises `ledger_unavailable`. */
export async function openAccess(options: AccessOptions): Promise<Access> {
  const { database } = options;
  const parts = accessParts(options);
  const { feed, groups, check, membershipOf } = parts;
  await feed.start();
  return Object.freeze({
    remember: (identity, issuedAt) => available(groups.remember(identity, issuedAt)),
    groupsOf: async (identity) => (await membershipOf(identity)).groups,
    membershipOf,
    check,
    checkNow: async (presented) => {
      await feed.look();
      check(presented);
    },
    ...revoking(options, parts),
    follow: (followed, abort) => follow(parts, { followed, abort }),
    followReview: (id, abort) => {
      parts.revocations.checkReview(id);
      return parts.reviews.add(id, abort);
    },
    useOnce: (digestInput, expiresAt) => available(useOnce(database, { digestInput, expiresAt })),
    forget: (before) => available(forgetAccess(database, before)),
    close: () => feed.stop(),
  } satisfies Access);
}

type AccessParts = ReturnType<typeof accessParts>;

function accessParts({ database, clock, log, everyMs = 500, blindAfterMs = 10_000 }: AccessOptions) {
  const revocations = new Revocations(clock);
  const calls = new CallsInFlight();
  const reviews = new ReviewsInUse();
  const groups = new GroupDirectory({ database, clock, tell: (change) => feed.tell(change) });
  const membershipOf = async (identity: Identity) => groups.peek(identity) ?? available(groups.of(identity));
  const recheck = (identity: Identity) => void calls.recheck(identity, () => membershipOf(identity));
  const feed: ChangeFeed = new ChangeFeed({
    ...{ database, clock, log, everyMs, blindAfterMs },
    apply: (change) => {
      if (change.kind === 'groups_changed') {
        groups.forget(change.identity);
        recheck(change.identity);
      } else {
        revocations.add(change);
        if (change.kind === 'review_revoked') reviews.revoke(change.grantId);
        else calls.revoke(change, (followed) => revocations.check(followed));
      }
    },
    blinded: () => calls.abortAll(new SallyportError('ledger_unavailable')),
    recovered: () => groups.forget(),
  });
  const check = (presented: Presented) => {
    if (feed.blind) throw new SallyportError('ledger_unavailable');
    revocations.check(presented);
  };
  return { revocations, calls, reviews, groups, feed, membershipOf, recheck, check };
}

function revoking({ database, clock }: AccessOptions, { revocations, feed }: AccessParts) {
  const revoke = async (change: Omit<AccessChange, 'id'>) => {
    revocations.checkRoom();
    feed.tell(await available(addChange(database, change)));
  };
  return {
    revokeGrant: ({ id: grantId, caller: identity, expiresAt }) =>
      revoke({ kind: 'grant_revoked', identity, grantId, at: clock.now(), expiresAt: expiresAt * 1000 + SLACK_MS }),
    revokeIdentity: (identity) => {
      const at = clock.now() + ISSUING_MS;
      return revoke({ kind: 'identity_revoked', identity, at, expiresAt: at + IDENTITY_REVOKED_MS });
    },
    revokeReview: ({ id: grantId, identity, expiresAt }) => {
      const at = clock.now();
      const until = Math.max(at, expiresAt) + CALLS_LAST_MS;
      return revoke({ kind: 'review_revoked', identity, grantId, at, expiresAt: until });
    },
  } satisfies Partial<Access>;
}

function follow(
  { calls, groups, check, recheck }: AccessParts,
  { followed, abort }: { readonly followed: Followed; readonly abort: (error: SallyportError) => void },
): () => void {
  check(followed);
  const release = calls.add(followed, abort);
  const { caller, allows } = followed;
  const known = groups.peek(caller);
  // Its groups may have changed since they were asked for.
  if (allows !== undefined && (known === undefined || !allows(known))) recheck(caller);
  return release;
}

/** The database's own error may quote values. */
function available<T>(work: Promise<T>): Promise<T> {
  return work.catch(() => {
    throw new SallyportError('ledger_unavailable');
  });
}
