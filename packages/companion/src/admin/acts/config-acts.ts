import { type EventDetails, SallyportError } from '@sallyport/core';
import { recordedAct } from '../../door/recorded-act.ts';
import type { VersionRecord } from '../../versions/index.ts';
import type { ActParts } from './act-parts.ts';
import { type ActCall, type AdminAct, actEvent } from './admin-act.ts';

/** A file of 1 MiB and a policy of 4 MiB, escaped. */
const MOST_BYTES = 6_291_456;

/** Every version, newest first, at most 100: who applied it and when, and not what it holds. */
const LIST_VERSIONS: AdminAct = {
  method: 'GET',
  path: '/v1/admin/config',
  anyOf: ['auditor'],
  perform: ({ log, versions }, call) =>
    recordedAct(log, actEvent('admin.read', call, { read: 'config' }), async () => ({
      versions: (await versions.list()).map(versionJson),
    })),
};

/** Stores connections and policy of a file as the newest version, which every replica then puts in force. */
const APPLY: AdminAct = {
  method: 'POST',
  path: '/v1/admin/config',
  anyOf: [],
  body: { required: ['content'], optional: ['policy', 'base_version'] },
  mostBytes: MOST_BYTES,
  perform: (parts, call) => {
    const { content = '', policy, base_version: base } = call.body;
    return publish(parts, call, {
      prepare: () =>
        parts.versions.prepare({
          content,
          ...(policy === undefined ? {} : { policy }),
          ...(base === undefined ? {} : { base: readNumber(base) }),
        }),
      details: {},
    });
  },
};

/** Stores what an earlier version holds as the newest. */
const ROLL_BACK: AdminAct = {
  method: 'POST',
  path: '/v1/admin/config/rollback',
  anyOf: [],
  body: { required: ['version'] },
  perform: async (parts, call) => {
    const version = readNumber(call.body.version ?? '');
    const details = { rolledBackTo: version };
    return publish(parts, call, { prepare: () => parts.versions.prepareRollback(version), details });
  },
};

/** What can be done about the configuration. */
export const CONFIG_ACTS: readonly AdminAct[] = [LIST_VERSIONS, APPLY, ROLL_BACK];

interface Publishing {
  readonly prepare: () => ReturnType<ActParts['versions']['prepare']>;
  readonly details: EventDetails;
}

/** Nothing is recorded of what could not be read or opened: it changed nothing. */
async function publish({ log }: ActParts, call: ActCall, { prepare, details }: Publishing): Promise<object> {
  const prepared = await prepare();
  const { version, digest, restartNeeded } = prepared;
  const draft = actEvent('config.applied', call, { ...details, config: digest, configVersion: version });
  try {
    return await recordedAct(log, draft, async () => {
      await prepared.commit(call.session.identity);
      return { version, digest, restart_needed: restartNeeded };
    });
  } finally {
    await prepared.release();
  }
}

function readNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new SallyportError('request_invalid');
  return Number(text);
}

function versionJson({ version, digest, origin, identity, createdAt }: VersionRecord): object {
  return { version, digest, origin, ...identity, created_at: new Date(createdAt).toISOString() };
}
