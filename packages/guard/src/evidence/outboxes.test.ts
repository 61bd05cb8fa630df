import { systemClock } from '@sallyport/core';
import { type CompanionStandIn, startCompanionStandIn } from '@sallyport/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CompanionClient } from '../companion/companion-client.ts';
import { CompanionHttp } from '../companion/companion-http.ts';
import { CorrectedClock } from '../companion/corrected-clock.ts';
import { someToken } from '../guarded-calls.test-support.ts';
import { logReader } from '../log/fetch-log.ts';
import { KeptLog } from '../log/kept-log.ts';
import { LogWatch } from '../log/log-watch.ts';
import { someEvent } from '../spool/spool-samples.test-support.ts';
import { temporaryFolders } from '../spool/temporary-folders.test-support.ts';
import { Outboxes } from './outboxes.ts';

const newFolder = temporaryFolders();
const identity = (subject: string) => ({ issuer: 'https://idp.example', subject });
let companion: CompanionStandIn;
let client: CompanionClient;
let open: Outboxes[] = [];

beforeEach(async () => {
  companion = await startCompanionStandIn();
  const http = new CompanionHttp(new URL(companion.url));
  const tokenSource = { getToken: async () => someToken() };
  client = new CompanionClient({ http, connection: 'openai', tokenSource, clock: new CorrectedClock(systemClock) });
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((outboxes) => outboxes.close()));
  await companion.close();
});

/** Room for two. */
function outboxesIn(folder?: string): Outboxes {
  const reader = logReader(new CompanionHttp(new URL(companion.url)));
  const watch = new LogWatch({ reader, kept: new KeptLog(undefined), demand: async () => ({}), acceptOther: false });
  const timing = { soonMs: 1_000_000, lookMs: 1_000_000 };
  const outboxes = new Outboxes({ watch, timing, capacity: 2, ...(folder === undefined ? {} : { folder }) });
  open.push(outboxes);
  return outboxes;
}

describe('outboxes', () => {
  it('are one for each identity, opened once', async () => {
    const outboxes = outboxesIn();
    const [one, two] = await Promise.all([1, 2].map(() => outboxes.enter(identity('ada'), client)));
    expect(one?.outbox).toBe(two?.outbox);
    expect((await outboxes.enter(identity('ben'), client)).outbox).not.toBe(one?.outbox);
    expect(
      (await outboxes.enter({ ...identity('ada'), issuer: 'x' }, client).catch(() => undefined))?.outbox,
    ).toBeUndefined();
  });

  it('make room for others: the one used longest ago is closed, and its events stay on disk', async () => {
    const outboxes = outboxesIn(await newFolder());
    const ada = await outboxes.enter(identity('ada'), client);
    const event = someEvent();
    await ada.outbox.append(event);
    ada.leave();
    const ben = await outboxes.enter(identity('ben'), client);
    ben.leave();
    const cid = await outboxes.enter(identity('cid'), client);
    cid.leave();
    await expect(ada.outbox.append(someEvent())).rejects.toMatchObject({ code: 'spool_unavailable' });
    await ben.outbox.append(someEvent());
    const again = await outboxes.enter(identity('ada'), client);
    await expect(again.outbox.append({ ...event, jws: someEvent().jws })).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });

  it('are not closed while a call uses them, or while their events are nowhere else', async () => {
    const outboxes = outboxesIn();
    const ada = await outboxes.enter(identity('ada'), client);
    const ben = await outboxes.enter(identity('ben'), client);
    await expect(outboxes.enter(identity('cid'), client)).rejects.toMatchObject({ code: 'spool_full' });
    await ada.outbox.append(someEvent());
    ada.leave();
    ada.leave();
    await expect(outboxes.enter(identity('cid'), client)).rejects.toMatchObject({ code: 'spool_full' });
    ben.leave();
    expect((await outboxes.enter(identity('cid'), client)).outbox.identity).toEqual(identity('cid'));
  });

  it('open no more once closed', async () => {
    const outboxes = outboxesIn();
    await outboxes.close();
    await expect(outboxes.enter(identity('ada'), client)).rejects.toMatchObject({ code: 'shutting_down' });
  });
});
