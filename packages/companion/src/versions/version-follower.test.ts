import { SallyportError } from '@sallyport/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Config, ConfigContent } from '../config/index.ts';
import { createServing, type OpenSnapshot, type Serving, type Snapshot } from '../serving/index.ts';
import type { AppliedVersion } from './applied-version.ts';
import { encodeContent } from './encode-content.ts';
import { VersionFollower } from './version-follower.ts';
import type { StoredVersion } from './version-store.ts';

const CONFIG = {
  folder: '/srv',
  issuers: [{ issuer: 'https://login.example/' }],
  retention: { classes: {} },
} as unknown as Config;

/** A version whose one connection has this name. */
function stored(version: number, name: string): StoredVersion {
  const connection = {
    ...{ name, kind: 'openai', baseUrl: 'https://api.openai.com/v1', baa: true },
    ...{ credential: { secret: 'key' }, allow: { subjects: ['*'] } },
  };
  const policy = { version: 1, name: 'safe-harbor', use: ['safe-harbor'] };
  const content = { connections: [connection], policy } as unknown as ConfigContent;
  return { ...encodeContent(content), version, origin: 'apply', createdAt: 0 };
}

let newest: StoredVersion;
let serving: Serving;
let logged: unknown[];
let closed: number[];
let failing: SallyportError | undefined;
let opening: () => Promise<void>;

function opened(version: AppliedVersion): OpenSnapshot {
  return { snapshot: version as Snapshot, close: async () => void closed.push(version.version) };
}

function follow(againMs = 0): VersionFollower {
  const store = {
    head: async () => {
      if (failing?.code === 'ledger_unavailable') throw failing;
      return newest;
    },
    find: async () => newest,
  };
  const open = async (version: AppliedVersion) => {
    await opening();
    if (failing !== undefined) throw failing;
    return opened(version);
  };
  const log = {
    info: (message: string) => void logged.push(message),
    error: (message: string, cause?: unknown) => void logged.push([message, (cause as SallyportError).code]),
  };
  return new VersionFollower({ store, serving, config: CONFIG, open, log, againMs }, newest);
}

beforeEach(() => {
  newest = stored(1, 'first');
  [serving, logged, closed, failing, opening] = [createServing(), [], [], undefined, async () => undefined];
  serving.put(opened({ version: 1, digest: newest.digest } as AppliedVersion));
});

const names = () => [...serving.current().connections.keys()];

describe('a follower', () => {
  it('puts a newer version in force, once', async () => {
    const follower = follow();
    await follower.look();
    expect([serving.current().version, logged]).toEqual([1, []]);
    newest = stored(2, 'second');
    await Promise.all([follower.look(), follower.look()]);
    await follower.look();
    expect([serving.current().version, names(), closed, logged]).toEqual([
      2,
      ['second'],
      [1],
      ['configuration loaded'],
    ]);
  });

  it('keeps what is in force while the database cannot be read', async () => {
    const follower = follow();
    failing = new SallyportError('ledger_unavailable');
    newest = stored(2, 'second');
    await expect(follower.look()).rejects.toMatchObject({ code: 'ledger_unavailable' });
    expect(serving.current().version).toBe(1);
    failing = undefined;
    await follower.look();
    expect(serving.current().version).toBe(2);
  });

  it('refuses calls under a version that cannot be opened here, says so once, and tries again', async () => {
    const follower = follow();
    failing = new SallyportError('config_invalid', { place: 'connections/second: no secret of this name is sealed' });
    newest = stored(2, 'second');
    await follower.look();
    await follower.look();
    expect([serving.ready, closed, logged]).toEqual([false, [1], [['configuration refused', 'config_invalid']]]);
    failing = undefined;
    await follower.look();
    expect([serving.ready, names()]).toEqual([true, ['second']]);
  });

  it('waits before it tries again', async () => {
    const follower = follow(3_600_000);
    failing = new SallyportError('config_invalid');
    newest = stored(2, 'second');
    await follower.look();
    failing = undefined;
    await follower.look();
    expect(serving.ready).toBe(false);
    // What was applied here needs no second try.
    await follower.adopt(opened({ version: 2, digest: newest.digest } as AppliedVersion));
    expect(serving.current().version).toBe(2);
  });

  it('refuses calls under a version whose content it does not understand', async () => {
    const follower = follow();
    newest = { ...stored(2, 'second'), text: JSON.stringify({ connections: [], policy: { version: 2 } }) };
    await follower.look();
    expect([serving.ready, logged]).toEqual([false, [['configuration refused', 'config_invalid']]]);
  });

  it('leaves alone what was applied here while it was opening the same', async () => {
    const follower = follow();
    newest = stored(2, 'second');
    const here = opened({ version: 2, digest: newest.digest } as AppliedVersion);
    opening = () => follower.adopt(here);
    await follower.look();
    expect(serving.current()).toBe(here.snapshot);
    expect(closed).toEqual([1, 2]);
  });

  it('adopts nothing that is older than what it knows', async () => {
    const follower = follow();
    newest = stored(3, 'third');
    await follower.look();
    await follower.adopt(opened({ version: 2, digest: 'x' } as AppliedVersion));
    expect([serving.current().version, closed]).toEqual([3, [1, 2]]);
  });
});
