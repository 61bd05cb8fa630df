import { makeSentinels, type Sentinel } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Carrier } from './carriers/carrier.ts';
import { ID_CARRIERS, KEY_CARRIERS } from './carriers/structure-carriers.ts';
import { TEXT_CARRIERS } from './carriers/text-carriers.ts';
import { describeOutcome } from './stage/describe-outcome.ts';
import { type LeakStage, leaksIn, since, startLeakStage } from './stage/leak-stage.ts';
import { READABLE, readRecordings } from './stage/read-recordings.ts';

let stage: LeakStage;
const planted: Sentinel[] = [];
beforeAll(async () => {
  stage = await startLeakStage(READABLE);
});
afterAll(() => stage.close());

/** Sentinels of this one call, named for it, and remembered for the search of everything at the end. */
function plant(call: string): readonly Sentinel[] {
  const sentinels = makeSentinels().map((one) => ({ ...one, name: `${one.name} of ${call}` }));
  planted.push(...sentinels);
  return sentinels;
}

/** Sends a body through a door; gives how that ended, and what of the sentinels could be read outside of the caller. */
async function carry(
  door: keyof LeakStage['doors'],
  { path, body }: Carrier,
  said: { all: string; each: readonly string[]; sentinels: readonly Sentinel[] },
) {
  const before = stage.live();
  const requests = stage.stack.provider.requests.length;
  const outcome = await describeOutcome(() => stage.doors[door].client.post(path, { body: body(said.all, said.each) }));
  const places = since(before, stage.live());
  return {
    outcome,
    leaks: leaksIn(new Map([...places, ['the reply or error', outcome.said]]), said.sentinels),
    received: stage.stack.provider.requests.slice(requests),
  };
}

describe.each(['guarded', 'plain'] as const)('through the %s client', (door) => {
  it.each(TEXT_CARRIERS.map((one) => [one.name, one] as const))('no identifier leaves in %s', async (call, carrier) => {
    const sentinels = plant(`${door} ${call}`);
    const each = sentinels.map(({ sentence }) => sentence);
    const { outcome, leaks, received } = await carry(door, carrier, { all: each.join('\n'), each, sentinels });
    expect(leaks).toEqual({});
    expect(outcome).toMatchObject({ failed: false });
    expect(received).toHaveLength(1);
    expect(received[0]?.body.toString()).toContain('[SSN]');
  });

  const refuses = async (carrier: Carrier, sentinel: Sentinel, say: string) => {
    const said = { all: say, each: [say], sentinels: [sentinel] };
    const { outcome, leaks, received } = await carry(door, carrier, said);
    expect([sentinel.name, outcome.code, leaks, received]).toEqual([sentinel.name, 'phi_in_structure', {}, []]);
  };

  it.each(ID_CARRIERS.map((one) => [one.name, one] as const))(
    'an identifier refuses the call in %s',
    async (call, one) => {
      for (const sentinel of plant(`${door} ${call}`)) {
        // Inside a name, a number is an identifier only where the name says so.
        if (sentinel.type === 'SSN') await refuses(one, sentinel, `ssn-${sentinel.value}`);
        if (sentinel.type === 'VEHICLE') await refuses(one, sentinel, sentinel.value);
      }
    },
  );

  it.each(KEY_CARRIERS.map((one) => [one.name, one] as const))(
    'any kind of it refuses the call in %s',
    async (call, one) => {
      for (const sentinel of plant(`${door} ${call}`)) await refuses(one, sentinel, sentinel.sentence);
    },
  );
});

describe('afterwards', () => {
  it('nothing that was ever said can be read in what was written down, or in all that was seen', async () => {
    expect(planted.length).toBeGreaterThan(1_000);
    expect(leaksIn(stage.live(), planted)).toEqual({});
    expect(leaksIn(await stage.written(), planted)).toEqual({});
  });

  it('nor in what was recorded of it, when auditors read that', async () => {
    const recordings = await readRecordings(stage);
    expect(recordings.length).toBe(stage.stack.provider.requests.length);
    expect(recordings.filter((one) => one.includes('[SSN]')).length).toBeGreaterThan(20);
    expect(leaksIn(new Map([['recordings', Buffer.concat(recordings)]]), planted)).toEqual({});
  });
});
