import { describe, expect, it } from 'vitest';
import { FindingTally, personText } from './finding-tally.ts';

const ISSUER = 'https://login.example';
const who = (subject: string | number) => ({ issuer: ISSUER, subject: String(subject) });
const at = (time: number, id = `id-${time}`) => ({ first: time, last: time, ids: [id] });

describe('a tally of findings', () => {
  it('adds up what is found of the same, with the first five ids', () => {
    const tally = new FindingTally();
    for (let time = 9; time > 0; time -= 1)
      tally.add({ kind: 'denied', code: 'rate_limited', who: who('ada') }, at(time));
    tally.add({ kind: 'denied', code: 'rate_limited', who: who('ada') }, { first: 20, last: 30, count: 5 });
    expect(tally.list()).toEqual({
      findings: [
        {
          ...{ kind: 'denied', severity: 'low', code: 'rate_limited', who: who('ada'), count: 14 },
          ...{ first: '1970-01-01T00:00:00.001Z', last: '1970-01-01T00:00:00.030Z' },
          sample: ['id-9', 'id-8', 'id-7', 'id-6', 'id-5'],
        },
      ],
      ...{ unlisted: 0, unnamed: [], unnamedCut: false },
    });
  });

  it('tells apart kinds, codes, identities and names', () => {
    const tally = new FindingTally();
    const subjects = [
      { kind: 'denied' },
      { kind: 'denied', code: 'a' },
      { kind: 'denied', code: 'b' },
      { kind: 'denied', who: who('a') },
      { kind: 'denied', who: { issuer: 'a', subject: ISSUER } },
      { kind: 'sink_behind', name: 'a' },
      { kind: 'sink_behind', name: 'b' },
    ] as const;
    for (const subject of [...subjects, ...subjects]) tally.add(subject, at(1));
    expect(tally.list().findings.map(({ count }) => count)).toEqual(subjects.map(() => 2));
  });

  it('lists the worst first, and of those the most frequent', () => {
    const tally = new FindingTally();
    const add = (kind: 'denied' | 'burst' | 'opt_out' | 'break_glass', count: number) =>
      tally.add({ kind }, { first: 1, last: 1, count });
    add('denied', 900);
    add('opt_out', 1);
    add('burst', 5);
    add('break_glass', 2);
    expect(tally.list().findings.map(({ kind }) => kind)).toEqual(['break_glass', 'opt_out', 'burst', 'denied']);
  });

  it('is bounded, and what is of little weight pushes out nothing of more', () => {
    const tally = new FindingTally();
    for (let one = 0; one < 3_000; one += 1) tally.add({ kind: 'new_identity', who: who(one) }, at(one));
    tally.add({ kind: 'break_glass', who: who('ada') }, at(5_000));
    const { findings, unlisted, unnamed, unnamedCut } = tally.list();
    expect(findings).toHaveLength(1_000);
    expect(findings[0]).toMatchObject({ kind: 'break_glass', who: who('ada') });
    const rest = findings.find(({ others }) => others === true);
    expect(rest).toMatchObject({ kind: 'new_identity', count: 2_000, others: true });
    expect(rest).not.toHaveProperty('who');
    // One for break glass, one for the rest, and 1,000 that are told apart.
    expect(unlisted).toBe(2);
    const named = findings.flatMap((one) => (one.who === undefined ? [] : [personText(one.who)]));
    expect(new Set([...named, ...unnamed]).size).toBe(3_001);
    expect(unnamedCut).toBe(false);
  });

  it('names nobody twice, and says when it does not know all', () => {
    const tally = new FindingTally();
    for (let one = 0; one < 7_000; one += 1) tally.add({ kind: 'new_identity', who: who(one) }, at(one));
    const { findings, unnamed, unnamedCut } = tally.list();
    expect([unnamed.length <= 5_001, unnamedCut]).toEqual([true, true]);
    const named = new Set(findings.flatMap((one) => (one.who === undefined ? [] : [personText(one.who)])));
    expect(unnamed.filter((one) => named.has(one))).toEqual([]);
  });

  it.each(['"', '\u6f22', '\u0001', '\ud800'])(
    'is short enough for an answer, however long identities of %j are',
    (character) => {
      const tally = new FindingTally();
      for (let one = 0; one < 1_000; one += 1)
        tally.add({ kind: 'denied', who: who(`${one}${character.repeat(2_000)}`) }, at(one));
      const { findings, unlisted, unnamed } = tally.list();
      // As an answer has it: JSON within JSON, of which the command line reads 1 MiB.
      const answer = JSON.stringify({ content: JSON.stringify({ findings, unnamed }) });
      expect(Buffer.byteLength(answer)).toBeLessThan(1_000_000);
      expect([findings.length + unlisted, unnamed.length]).toEqual([1_000, unlisted]);
      expect(findings.length).toBeGreaterThan(25);
    },
  );
});
