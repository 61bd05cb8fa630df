import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const STANDARD = {
  ...{ every: 'weekly', timeZone: 'UTC', burst: { calls: 100, factor: 3 } },
  ...{ silenceMinutes: 5, overdueDays: 7 },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-activity-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(activity: string) {
  const file = join(folder, 'sallyport.yaml');
  await writeFile(
    file,
    `version: 1
publicUrl: http://127.0.0.1:8787
dataDir: ./data
rootKeyFile: ./root.key
issuers: [{ issuer: "https://login.example/", audience: sallyport }]
connections:
  - { name: one, kind: openai, baseUrl: "https://api.openai.com/v1", baa: true, credential: { secret: key }, allow: { subjects: ["*"] } }
ledger: { origin: sallyport.example/log }
${activity}
`,
  );
  return loadConfig(file);
}

async function place(activity: string): Promise<string> {
  const refusal: unknown = await load(`activity: { ${activity} }`).then(String, (cause: unknown) => cause);
  return isSallyportError(refusal) ? (refusal.place ?? '') : String(refusal);
}

describe('activity', () => {
  it.each(['', 'activity: {}', 'activity: { burst: {} }'])('is weekly, in UTC, with %j', async (activity) => {
    expect((await load(activity)).activity).toEqual(STANDARD);
  });

  it('takes days, a time zone, hours, and what is a burst, a silence and too late', async () => {
    const said = `{ every: daily, timeZone: America/New_York, workingHours: { days: [mon, fri], from: "07:30", to: "24:00" },
  burst: { calls: 5 }, silenceMinutes: 10, overdueDays: 3 }`;
    expect((await load(`activity: ${said}`)).activity).toEqual({
      ...{ every: 'daily', timeZone: 'America/New_York', silenceMinutes: 10, overdueDays: 3 },
      workingHours: { days: ['mon', 'fri'], from: '07:30', to: '24:00' },
      burst: { calls: 5, factor: 3 },
    });
  });

  it.each([
    ['a rhythm that is none', 'every: monthly', 'activity/every must be daily, weekly or off'],
    ['a time zone that is none', 'timeZone: Europe/Atlantis', 'activity/timeZone must be an IANA time zone'],
    ['an empty time zone', 'timeZone: ""', 'activity/timeZone must be an IANA time zone'],
    [
      'days that are none',
      'workingHours: { days: [monday], from: "07:00", to: "18:00" }',
      'activity/workingHours/days/0 must be',
    ],
    ['no days', 'workingHours: { days: [], from: "07:00", to: "18:00" }', 'activity/workingHours/days must be'],
    ['hours without an end', 'workingHours: { days: [mon], from: "07:00" }', 'activity/workingHours'],
    [
      'a time that is none',
      'workingHours: { days: [mon], from: "7:00", to: "18:00" }',
      'activity/workingHours/from must be a time of day',
    ],
    [
      'a time beyond the day',
      'workingHours: { days: [mon], from: "07:00", to: "24:01" }',
      'activity/workingHours/to must be a time of day',
    ],
    [
      'hours that end before they begin',
      'workingHours: { days: [mon], from: "18:00", to: "07:00" }',
      'activity/workingHours/to must be later than from',
    ],
    [
      'hours of no length',
      'workingHours: { days: [mon], from: "07:00", to: "07:00" }',
      'activity/workingHours/to must be later than from',
    ],
    ['a burst of nothing', 'burst: { calls: 0 }', 'activity/burst/calls must be'],
    ['a silence of no length', 'silenceMinutes: 1', 'activity/silenceMinutes must be'],
    ['a member that there is not', 'silence: 5', 'activity has an unknown key'],
  ])('refuses %s', async (_, activity, said) => {
    expect(await place(activity)).toContain(said);
  });
});
