import { request } from 'node:http';
import { readCheckpoint } from '@sallyport/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { submissionOf } from './sample-log.test-support.ts';
import type { RunningWitness } from './start-witness.ts';
import { MAX_SUBMISSION_BYTES } from './submission.ts';
import { fork, latest, log, namesake, post, stranger, WitnessBench } from './witness-bench.test-support.ts';

let bench: WitnessBench;
beforeEach(async () => {
  bench = await WitnessBench.make();
});
afterEach(() => bench.clear());

describe('a witness cosigns nothing', () => {
  it.each([
    ['that is rolled back', () => log.submission(19, 19), 409, '20\n'],
    ['from a size it has not', () => log.submission(19, 30), 409, '20\n'],
    ['from nothing once it has seen something', () => log.submission(0, 30), 409, '20\n'],
    ['that is a fork at the same size', () => fork.submission(20, 20), 409, '20\n'],
    ['that is a fork further on', () => fork.submission(20, 30), 422],
    [
      'with a proof it does not need',
      async () => submissionOf(20, { proof: log.consistency(4, 20), note: await log.noteAt(20) }),
      422,
    ],
    ['without a proof', async () => submissionOf(20, { proof: [], note: await log.noteAt(30) }), 422],
    ['with a changed proof', async () => changedProof(), 422],
    ['of a log it does not know', () => stranger.submission(0, 30), 404],
    ['signed by another key of the log’s name', () => namesake.submission(20, 30), 403],
    ['with a forged signature', async () => (await log.submission(20, 30)).replace(/\S{7}=\n$/, 'AAAAAAA=\n'), 403],
    ['with an old size past its own', async () => submissionOf(31, { proof: [], note: await log.noteAt(30) }), 400],
  ] as const)('%s', async (_, body, status, text?: string) => {
    const witness = await bench.start();
    await post(witness, await log.submission(0, 20));
    const before = await latest(witness);
    const answer = await post(witness, await body());
    expect(answer.status).toBe(status);
    if (status === 409) expect(answer).toMatchObject({ type: 'text/x.tlog.size', text });
    else expect(answer.type).toBe('application/problem+json');
    expect(await latest(witness)).toBe(before);
    expect(await post(witness, await log.submission(20, 21))).toMatchObject({ status: 200 });
  });

  it('of a request that is not to the letter', async () => {
    const witness = await bench.start();
    const good = await log.submission(7, 8);
    const [proof = ''] = good.split('\n\n');
    const hash = proof.split('\n')[1] ?? '';
    const bad: readonly (string | Uint8Array<ArrayBuffer>)[] = [
      '',
      'old 0',
      'old 0\n\n',
      good.replace('old 7', 'old 07'),
      good.replace('old 7', 'old -7'),
      good.replace('old 7', 'old  7'),
      good.replace('old 7', 'Old 7'),
      good.replace('old 7', 'old 9007199254740992'),
      good.replace('\n\n', '\n'),
      good.replaceAll('\n', '\r\n'),
      good.replace(hash, hash.slice(0, -1)),
      good.replace(hash, `${hash.slice(0, -2)}B=`),
      good.replace(hash, hash.replace(/^./, '_')),
      good.replace(hash, `${hash}\n`.repeat(64).trimEnd()),
      good.slice(0, -1),
      `\uFEFF${good}`,
      `${good}\n`,
      Buffer.concat([Buffer.from(good), Uint8Array.of(0xff, 0x0a)]),
    ];
    for (const body of bad) expect(await post(witness, body)).toMatchObject({ status: 400 });
    const long = `old 0\n${`${hash}\n`.repeat(2_000)}\n${await log.noteAt(8)}`;
    expect(await post(witness, long)).toMatchObject({ status: 413 });
    expect(await slowly(witness, Buffer.alloc(MAX_SUBMISSION_BYTES + 1, 'x'))).toBe(413);
    expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(404);
    expect((await fetch(`${witness.url}/checkpoint/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await fetch(`${witness.url}/checkpoint/..%2fkey.json`)).status).toBe(404);
  });

  it('twice: of many at once that differ one is first, and the head never goes back', async () => {
    const witness = await bench.start();
    await post(witness, await log.submission(0, 5));
    const bodies = await Promise.all([
      ...Array.from({ length: 12 }, (_, more) => log.submission(5, 6 + more)),
      ...Array.from({ length: 12 }, (_, more) => fork.submission(5, 6 + more)),
    ]);
    const answers = await Promise.all(bodies.map((body) => post(witness, body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(23);
    const head = readCheckpoint(await latest(witness));
    const [first] = bodies.filter((_, at) => answers[at]?.status === 200);
    expect(readCheckpoint(first?.slice(first.indexOf('\n\n') + 2) ?? '')).toEqual(head);
  });
});

async function changedProof(): Promise<string> {
  const [first = new Uint8Array(), ...others] = log.consistency(20, 30);
  const changed = [first.map((byte, at) => (at === 0 ? byte ^ 1 : byte)), ...others];
  return submissionOf(20, { proof: changed, note: await log.noteAt(30) });
}

/** Posts without saying how much it is. */
function slowly(witness: RunningWitness, body: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const posted = request(`${witness.url}/add-checkpoint`, { method: 'POST' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    posted.on('error', reject);
    posted.write(body.subarray(0, 10));
    posted.end(body.subarray(10));
  });
}
