import { type Identity, SallyportError } from '@sallyport/core';
import { countOf, type Database, type SqlRow } from '../storage/index.ts';
import { digestOf } from './encode-content.ts';
import type { VersionKeys } from './version-keys.ts';
import { VERSION_ORIGINS, type VersionOrigin, type VersionRecord } from './version-record.ts';

/** Keeps versions. Each method raises `ledger_unavailable` when the database fails, and `secret_unsealed` for a row that somebody else wrote. */
export interface VersionStore {
  /** Number and digest of the newest; `undefined` when there is none. */
  head(): Promise<Pick<VersionRecord, 'version' | 'digest'> | undefined>;
  /** The version of a number, or the newest, with the text of what it holds. */
  find(version?: number): Promise<StoredVersion | undefined>;
  /** A version with this digest: all that have it hold the same. */
  findDigest(digest: string): Promise<StoredVersion | undefined>;
  /** The newest, newest first, at most 100. */
  list(): Promise<readonly VersionRecord[]>;
  /** Adds a version whose number is one more than the newest. Raises `version_conflict` when it no longer is. */
  append(version: StoredVersion): Promise<void>;
}

/** A version with the JSON text of what it holds. */
export interface StoredVersion extends VersionRecord {
  readonly text: string;
}

const MOST_LISTED = 100;

const COLUMNS =
  'version, digest, origin, issuer, subject, (extract(epoch from created_at) * 1000)::bigint as created_ms';

/** The versions in a database, sealed; all replicas on it have the same. */
export function versionStore(database: Pick<Database, 'query'>, keys: VersionKeys): VersionStore {
  const query = async (name: string, text: string, values: Parameters<Database['query']>[0]['values'] = []) => {
    try {
      return await database.query({ name: `sallyport_version_${name}`, text, values });
    } catch {
      // The driver's own errors quote statements and their parameters.
      throw new SallyportError('ledger_unavailable');
    }
  };
  return {
    head: async () => {
      const [row] = await query('head', 'select version, digest from config_version order by version desc limit 1');
      return row === undefined ? undefined : { version: countOf(row.version), digest: String(row.digest) };
    },
    find: async (version) => {
      const newest = `select ${COLUMNS}, content from config_version`;
      const [row] =
        version === undefined
          ? await query('newest', `${newest} order by version desc limit 1`)
          : await query('find', `${newest} where version = $1`, [version]);
      return row === undefined ? undefined : openRow(row, keys);
    },
    findDigest: async (digest) => {
      const text = `select ${COLUMNS}, content from config_version where digest = $1 order by version limit 1`;
      const [row] = await query('digest', text, [digest]);
      return row === undefined ? undefined : openRow(row, keys);
    },
    list: async () => {
      const rows = await query(
        'list',
        `select ${COLUMNS} from config_version order by version desc limit ${MOST_LISTED}`,
      );
      return rows.map(recordOf);
    },
    append: async ({ text, ...record }) => {
      const { version, digest, origin, identity, createdAt } = record;
      const rows = await query(
        'append',
        `insert into config_version (version, digest, content, origin, issuer, subject, created_at)
        select $1, $2, $3, $4, $5, $6, to_timestamp($7::float8)
        where (select coalesce(max(version), 0) from config_version) = $1::integer - 1
        on conflict (version) do nothing returning version`,
        [
          ...[version, digest, keys.seal(text, aboutOf(record)), origin],
          ...[identity?.issuer ?? null, identity?.subject ?? null, createdAt / 1000],
        ],
      );
      if (rows.length === 0) throw new SallyportError('version_conflict');
    },
  };
}

/** What nobody may change about a version without its being noticed. */
function aboutOf({ version, digest, origin, identity }: Omit<VersionRecord, 'createdAt'>): string {
  return JSON.stringify([version, digest, origin, identity?.issuer ?? null, identity?.subject ?? null]);
}

function openRow(row: SqlRow, keys: VersionKeys): StoredVersion {
  const record = recordOf(row);
  const text = keys.open(String(row.content), aboutOf(record));
  if (digestOf(text) !== record.digest) throw new SallyportError('secret_unsealed');
  return { ...record, text };
}

function recordOf(row: SqlRow): VersionRecord {
  const origin = VERSION_ORIGINS.find((known) => known === row.origin);
  if (origin === undefined) throw new SallyportError('secret_unsealed');
  return {
    version: countOf(row.version),
    digest: String(row.digest),
    origin: origin satisfies VersionOrigin,
    ...identityOf(row),
    createdAt: countOf(row.created_ms),
  };
}

function identityOf({ issuer, subject }: SqlRow): { readonly identity?: Identity } {
  return typeof issuer === 'string' && typeof subject === 'string' ? { identity: { issuer, subject } } : {};
}
