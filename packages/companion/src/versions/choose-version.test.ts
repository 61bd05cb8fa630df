import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import type { Config, ConfigContent } from '../config/index.ts';
import { chooseVersion } from './choose-version.ts';
import { encodeContent } from './encode-content.ts';
import type { StoredVersion, VersionStore } from './version-store.ts';

function content(name: string): ConfigContent {
  const connection = {
    ...{ name, kind: 'openai', baseUrl: 'https://api.openai.com/v1', baa: true },
    ...{ tls: { caFile: './ca.pem' }, credential: { secret: 'key' }, allow: { subjects: ['*'] } },
  };
  const policy = { version: 1, name: 'safe-harbor', use: ['safe-harbor'] };
  return { connections: [connection], policy } as unknown as ConfigContent;
}

const stored = (version: number, name: string, origin: StoredVersion['origin']): StoredVersion => ({
  ...encodeContent(content(name)),
  ...{ version, origin, createdAt: 0 },
});

async function choose(file: string, newest?: StoredVersion) {
  const warned: string[] = [];
  const choice = await chooseVersion({
    store: { find: async () => newest } as Partial<VersionStore> as VersionStore,
    config: {
      folder: '/srv/sallyport',
      issuers: [{ issuer: 'https://login.example/' }],
      retention: { classes: {} },
      content: content(file),
    } as unknown as Config,
    clock: new TestClock(5),
    log: { warn: (message) => void warned.push(message) },
  });
  const { version, draft } = choice;
  return { version: version.version, names: [...version.connections.keys()], draft, warned, choice };
}

describe('the version that a start puts in force', () => {
  it('is the file where there is none, with paths of this replica', async () => {
    const { version, names, draft, warned, choice } = await choose('own');
    expect([version, names, warned]).toEqual([1, ['own'], []]);
    expect(draft).toMatchObject({ version: 1, origin: 'start', createdAt: 5, digest: choice.version.digest });
    expect(draft?.text).toContain('"caFile":"./ca.pem"');
    expect(choice.version.connections.get('own')?.tls?.caFile).toBe('/srv/sallyport/ca.pem');
  });

  it('is the file where all before came from files, as the next', async () => {
    const { version, names, draft, warned } = await choose('own', stored(4, 'other', 'start'));
    expect([version, names, draft?.version, warned]).toEqual([5, ['own'], 5, []]);
  });

  it.each(['start', 'apply', 'rollback'] as const)(
    'is the newest where the file says the same, and that was a %s',
    async (origin) => {
      const { version, draft, warned } = await choose('own', stored(4, 'own', origin));
      expect([version, draft, warned]).toEqual([4, undefined, []]);
    },
  );

  it.each(['apply', 'rollback'] as const)(
    'is what an admin put there by %s, whatever the file says, and the log warns',
    async (origin) => {
      const { version, names, draft, warned } = await choose('own', stored(4, 'other', origin));
      expect([version, names, draft, warned]).toEqual([4, ['other'], undefined, ['configuration file ignored']]);
    },
  );
});

describe('the digest of a version', () => {
  it('is the same whatever the order of keys, and another for another policy', () => {
    const { connections, policy } = content('own');
    const turned = { policy: { use: ['safe-harbor'], name: 'safe-harbor', version: 1 }, connections } as ConfigContent;
    expect(encodeContent(turned).digest).toBe(encodeContent({ connections, policy }).digest);
    const other = { connections, policy: { ...policy, name: 'other' } };
    expect(encodeContent(other).digest).not.toBe(encodeContent({ connections, policy }).digest);
  });
});
