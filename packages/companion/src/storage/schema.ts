import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/** `bytea`, always a plain `Uint8Array`: node-postgres gives a `Buffer`, PGlite a `Uint8Array`. */
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  fromDriver: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
});

/** `bigint` as a number: sizes and indexes stay far below 2^53. */
const count = (name: string) => bigint(name, { mode: 'number' });

/** The one row that says how far the log has grown; whoever appends moves it by compare-and-set on `size`. */
export const ledgerHead = pgTable(
  'ledger_head',
  {
    id: smallint('id').primaryKey().default(1),
    origin: text('origin').notNull(),
    size: count('size').notNull(),
    /** The roots of the tree's largest perfect subtrees, left to right, 32 bytes each: with the last tiles, what it takes to grow it. */
    edge: bytes('edge').notNull(),
    /** The signed note for this size. */
    checkpoint: text('checkpoint').notNull(),
  },
  (table) => [check('ledger_head_one_row', sql`${table.id} = 1`)],
);

/** One row per event. */
export const ledgerLeaf = pgTable(
  'ledger_leaf',
  {
    index: count('index').primaryKey(),
    eventId: uuid('event_id').notNull(),
    kid: text('kid').notNull(),
    /** The exact bytes that were signed and hashed. */
    leaf: bytes('leaf').notNull(),
    leafHash: bytes('leaf_hash').notNull(),
  },
  (table) => [unique('ledger_leaf_kid_event').on(table.kid, table.eventId)],
);

/**
 * Tiles of C2SP `tlog-tiles`: up to 256 hashes of one level, 32 bytes each. The last of a level may be partial, except at level 0, whose
 * last hashes are those of the leaves: so an append of a few leaves writes no tile at all.
 */
export const ledgerTile = pgTable(
  'ledger_tile',
  {
    level: integer('level').notNull(),
    index: count('index').notNull(),
    hashes: bytes('hashes').notNull(),
  },
  (table) => [primaryKey({ name: 'ledger_tile_pk', columns: [table.level, table.index] })],
);

/** Where the intent and the outcome of each session stand in the log; without the latter, a crash left it open. */
export const session = pgTable(
  'session',
  {
    id: uuid('id').primaryKey(),
    openedIndex: count('opened_index').notNull(),
    closedIndex: count('closed_index'),
    openedAt: timestamp('opened_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** 16 bytes that are the same for the same salt: a salt serves one session. */
    saltDigest: bytes('salt_digest').unique('session_salt'),
    /** What the session's commitments were made with, sealed. */
    sealedSalt: bytes('sealed_salt'),
  },
  (table) => [index('session_open').on(table.openedAt).where(sql`${table.closedIndex} is null`)],
);

/** The keys that clients sign with, each of one identity, from its first grant on. */
export const clientKey = pgTable('client_key', {
  /** RFC 7638 thumbprint. */
  kid: text('kid').primaryKey(),
  issuer: text('issuer').notNull(),
  subject: text('subject').notNull(),
  /** The coordinates, in base64url. */
  x: text('x').notNull(),
  y: text('y').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});

/** Which key first presented an identity token: no other may, until the token has expired. */
export const subjectToken = pgTable(
  'subject_token',
  {
    /** SHA-256 of the token. */
    digest: bytes('digest').primaryKey(),
    kid: text('kid').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [index('subject_token_expiry').on(table.expiresAt)],
);

/** Sealed secrets, such as provider keys. */
export const secret = pgTable(
  'secret',
  {
    name: text('name').notNull(),
    /** From 1; the highest is the one in use, and while it is being rotated the one before it lives on. */
    version: integer('version').notNull().default(1),
    sealed: bytes('sealed').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'secret_pk', columns: [table.name, table.version] })],
);

/** The companion's own signing keys, the private half sealed. */
export const signingKey = pgTable(
  'signing_key',
  {
    /** `log`, `event`, `grant` or `federation`. */
    purpose: text('purpose').notNull(),
    kid: text('kid').notNull(),
    /** `next` is published and does not sign yet, `active` signs, `retired` only verifies what it signed. */
    state: text('state').notNull().default('active'),
    sealed: bytes('sealed').notNull(),
    /** The public key as JSON, RFC 7517. */
    publicJwk: text('public_jwk').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    /** When it came into its state. */
    changedAt: timestamp('changed_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'signing_key_pk', columns: [table.purpose, table.kid] }),
    uniqueIndex('signing_key_active').on(table.purpose).where(sql`${table.state} = 'active'`),
    uniqueIndex('signing_key_next').on(table.purpose).where(sql`${table.state} = 'next'`),
  ],
);

/** What was revoked and whose groups changed, in order: every replica follows it. */
export const accessChange = pgTable(
  'access_change',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    /** `grant_revoked`, `identity_revoked`, `groups_changed` or `review_revoked`. */
    kind: text('kind').notNull(),
    issuer: text('issuer'),
    subject: text('subject'),
    grantId: uuid('grant_id'),
    /** When nothing can be left that it is about. */
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [index('access_change_at').on(table.at), index('access_change_expiry').on(table.expiresAt)],
);

/** The groups of each identity as its last exchange found them: grants carry none. */
export const identityGroups = pgTable(
  'identity_groups',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** A JSON array of strings. */
    groups: text('groups').notNull(),
    /** `person` or `service`, where the issuer's rules tell. */
    nature: text('nature'),
    /** When the token that said so was issued. */
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [primaryKey({ name: 'identity_groups_pk', columns: [table.issuer, table.subject] })],
);

/** What may be used once, by its SHA-256, until it would have expired anyway: proofs of control calls, SAML assertions. */
export const usedOnce = pgTable(
  'used_once',
  {
    digest: bytes('digest').primaryKey(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [index('used_once_expiry').on(table.expiresAt)],
);

/** Sessions of the admin plane, each bound to one key. */
export const adminSession = pgTable(
  'admin_session',
  {
    id: uuid('id').primaryKey(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** A JSON array of roles. */
    roles: text('roles').notNull(),
    /** RFC 7638 thumbprint of the key it is bound to. */
    kid: text('kid').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
    seenAt: timestamp('seen_at', { withTimezone: true, mode: 'date' }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
    /** A JSON array of strings: the groups of the token it was opened with. */
    groups: text('groups').notNull().default('[]'),
    /** When its user was last asked to authenticate, and how: `auth_time`, and `amr` as a JSON array. */
    authTime: timestamp('auth_time', { withTimezone: true, mode: 'date' }),
    amr: text('amr').notNull().default('[]'),
    /** Whether somebody acts for its user (`act`). */
    delegated: boolean('delegated').notNull().default(false),
  },
  (table) => [index('admin_session_expiry').on(table.expiresAt)],
);

/** Roles given to an identity itself and not by its groups: the first admin's, by the bootstrap. */
export const adminRole = pgTable(
  'admin_role',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    role: text('role').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'admin_role_pk', columns: [table.issuer, table.subject, table.role] })],
);

/** The one bootstrap token, by its SHA-256. */
export const bootstrap = pgTable(
  'bootstrap',
  {
    id: smallint('id').primaryKey().default(1),
    digest: bytes('digest').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
    usedAt: timestamp('used_at', { withTimezone: true, mode: 'date' }),
  },
  (table) => [check('bootstrap_one_row', sql`${table.id} = 1`)],
);

/** Connections and policy as they were applied, one row for each version: replicas follow the highest. */
export const configVersion = pgTable('config_version', {
  /** From 1, without gaps. */
  version: integer('version').primaryKey(),
  /** SHA-256 of `content`, `sha256:<64 hex>`. */
  digest: text('digest').notNull(),
  /** JSON: `connections` and `policy`, complete. */
  content: text('content').notNull(),
  /** `start`: the file that a replica started with; `apply`, `rollback`: by an admin. */
  origin: text('origin').notNull(),
  issuer: text('issuer'),
  subject: text('subject'),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
});

/** What was used of a limit in one span of time. */
export const limitWindow = pgTable(
  'limit_window',
  {
    /** SHA-256 of rule, identity and what is counted. */
    key: bytes('key').notNull(),
    startsAt: timestamp('starts_at', { withTimezone: true, mode: 'date' }).notNull(),
    used: count('used').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'limit_window_pk', columns: [table.key, table.startsAt] }),
    index('limit_window_expiry').on(table.expiresAt),
  ],
);

/** Calls under way that are counted, each until it ends or, when its replica died, expires. */
export const limitLease = pgTable(
  'limit_lease',
  {
    id: uuid('id').primaryKey(),
    key: bytes('key').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [index('limit_lease_key').on(table.key, table.expiresAt), index('limit_lease_expiry').on(table.expiresAt)],
);

/** A call, or calls of a time, that people must approve. */
export const review = pgTable(
  'review',
  {
    id: uuid('id').primaryKey(),
    /** One of `REVIEW_STATES`. It is changed by compare-and-set alone. */
    state: text('state').notNull(),
    /** One of `REVIEW_KINDS`. */
    kind: text('kind').notNull(),
    /** Who asks. */
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    client: text('client'),
    /** A JSON array of identities: who acts for it. */
    actors: text('actors').notNull().default('[]'),
    /** A JSON array of strings: its groups when it asked. */
    groups: text('groups').notNull().default('[]'),
    clientIp: text('client_ip'),
    connection: text('connection').notNull(),
    operation: text('operation').notNull(),
    /** The policy's digest, and its rule. */
    policy: text('policy').notNull(),
    rule: text('rule').notNull(),
    /** JSON: a `ReviewDemand`. */
    demand: text('demand').notNull(),
    purpose: text('purpose'),
    correlationId: uuid('correlation_id').notNull(),
    /** JSON: what was found, and what was done about it, in counts. */
    found: text('found').notNull(),
    applied: text('applied').notNull(),
    /** Of the body as it would leave. */
    bodyBytes: count('body_bytes').notNull(),
    inputs: integer('inputs').notNull(),
    /** HMAC-SHA256 under the companion's own key of method, target, content type and body: as it came, and as it would leave. */
    before: bytes('before').notNull(),
    after: bytes('after').notNull(),
    /** The secret of surrogates and dates, sealed. */
    sealedSubject: bytes('sealed_subject').notNull(),
    /** The beginning of the body as it would leave, sealed, and whether there is more; empty once it is forgotten. */
    sealedBody: bytes('sealed_body').notNull(),
    bodyCut: boolean('body_cut').notNull(),
    requestedAt: timestamp('requested_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** Of a pending one: until when it waits. Of an approved one: until when that holds. */
    expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
    escalatesAt: timestamp('escalates_at', { withTimezone: true, mode: 'date' }),
    escalatedAt: timestamp('escalated_at', { withTimezone: true, mode: 'date' }),
    decidedAt: timestamp('decided_at', { withTimezone: true, mode: 'date' }),
    usedAt: timestamp('used_at', { withTimezone: true, mode: 'date' }),
    /** When an approval was taken back. */
    revokedAt: timestamp('revoked_at', { withTimezone: true, mode: 'date' }),
    /** Of one after the fact: the review whose glass was broken. */
    parent: uuid('parent'),
  },
  (table) => [
    uniqueIndex('review_pending_call')
      .on(table.issuer, table.subject, table.connection, table.operation, table.policy, table.before)
      .where(sql`${table.state} = 'pending' and ${table.kind} = 'call'`),
    index('review_of').on(table.issuer, table.subject, table.connection, table.operation, table.state),
    index('review_state').on(table.state, table.requestedAt),
    index('review_history').on(table.issuer, table.subject, table.operation, table.requestedAt),
    // What is approved after the fact stays so.
    index('review_expiry')
      .on(table.expiresAt)
      .where(sql`${table.state} = 'pending' or (${table.state} = 'approved' and ${table.kind} <> 'after_the_fact')`),
    index('review_escalation')
      .on(table.escalatesAt)
      .where(sql`${table.state} = 'pending' and ${table.escalatedAt} is null`),
    index('review_body').on(table.expiresAt).where(sql`octet_length(${table.sealedBody}) > 0`),
  ],
);

/** What somebody decided about a review; each person decides once. */
export const reviewDecision = pgTable(
  'review_decision',
  {
    id: uuid('id').primaryKey(),
    review: uuid('review').notNull(),
    /** One of `REVIEW_DECISIONS`. */
    decision: text('decision').notNull(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** What two accounts of one person have in common. */
    person: text('person').notNull(),
    sealedJustification: bytes('sealed_justification').notNull(),
    /** Its commitment, in base64url. */
    commitment: text('commitment').notNull(),
    /** Of an approval of a window: how long a one, in seconds. */
    windowSeconds: integer('window_seconds'),
    decidedAt: timestamp('decided_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [unique('review_decision_person').on(table.review, table.person, table.decision)],
);

/** A notice that is to be delivered, or never could be. */
export const notice = pgTable(
  'notice',
  {
    id: uuid('id').primaryKey(),
    review: uuid('review').notNull(),
    /** The configured name of what it goes to. */
    channel: text('channel').notNull(),
    /** One of `NOTICE_KINDS`. */
    kind: text('kind').notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAt: timestamp('next_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** When it was given up. */
    deadAt: timestamp('dead_at', { withTimezone: true, mode: 'date' }),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
  },
  (table) => [
    unique('notice_once').on(table.review, table.channel, table.kind),
    index('notice_next').on(table.nextAt).where(sql`${table.deadAt} is null`),
  ],
);

/** The row that the start-up durability self-test commits. */
export const durabilityProbe = pgTable('durability_probe', {
  id: smallint('id').primaryKey(),
  probes: count('probes').notNull(),
});
