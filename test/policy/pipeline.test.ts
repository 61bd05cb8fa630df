import { ENTITIES, type Entity } from '@sallyport/core';
import { explain, type PolicyDocument, type Question, readPolicy, type Way } from '@sallyport/policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLANTED } from './planted.ts';
import { mediaOf, type RandomCall, randomCall } from './random-call.ts';
import { randomDocument } from './random-document.ts';
import { readReference, type Verdict } from './reference.ts';
import { type DoorRun, runThroughDoor } from './run-through-door.ts';

const RUNS = 200;

describe('a call at a door, by any policy', () => {
  it('is made of sentences in which detection finds what was planted, and nothing else', async () => {
    for (const { entity, sentence } of PLANTED) {
      const { found } = await runThroughDoor(
        policyOf({ version: 1, name: 'none', rules: [{ name: 'no', then: 'deny' }] }),
        {
          call: { ...SAMPLE, sentences: [sentence, sentence] },
          approve: true,
        },
      );
      expect(found).toEqual({ [entity]: 2 });
    }
  });

  it('is sent only as the policy says, with every entity as it says, and never without the approval it asks for', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(randomDocument.filter(isValid), randomCall, fc.boolean(), async (document, call, approve) => {
        const run = await runThroughDoor(policyOf(document), { call, approve });
        const verdict = readReference(document, questionOf(call, run));
        outcomes.add(verdict.outcome);
        if (verdict.outcome === 'unread') {
          expect(run).toMatchObject({ sent: [], asked: 0, code: 'input_unreadable' });
          return;
        }
        checkRun(run, { verdict, call, approve });
        await checkExplanation(document, { call, run, verdict });
      }),
      { numRuns: RUNS },
    );
    // The world is not so small, or so large, that nothing happens in it.
    const often = ['sent', 'asked', 'unread', 'policy_denied', 'baa_required', 'input_unreadable'];
    expect([...outcomes]).toEqual(expect.arrayContaining(often));
  });
});

const SAMPLE: RandomCall = {
  operation: 'chat.completions.create',
  model: 'gpt-4o',
  sentences: [],
  issuer: 'https://login.example',
  subject: 'ines',
  groups: [],
  connection: 'openai',
  baa: true,
  time: 0,
};

interface Expected {
  readonly verdict: Verdict;
  readonly call: RandomCall;
  readonly approve: boolean;
}

function checkRun(run: DoorRun, { verdict, call, approve }: Expected): void {
  const passes = verdict.outcome === 'sent' || (verdict.outcome === 'asked' && approve);
  expect(run.sent).toHaveLength(passes ? 1 : 0);
  expect(run.asked).toBe(verdict.outcome === 'asked' ? 1 : 0);
  expect(run.code).toBe(passes ? undefined : verdict.outcome === 'asked' ? 'review_required' : verdict.outcome);
  if (!passes) return;
  const expected = ENTITIES.filter((entity) => (run.found[entity] ?? 0) > 0).map((entity) => [
    entity,
    { [verdict.operator(entity)]: run.found[entity] },
  ]);
  expect(run.applied).toEqual(Object.fromEntries(expected));
  for (const { entity, sentence, value } of PLANTED) {
    const planted = call.sentences.includes(sentence);
    expect(run.sent[0]?.includes(value)).toBe(planted && verdict.operator(entity) === 'allow');
  }
}

interface Refusal {
  readonly call: RandomCall;
  readonly run: DoorRun;
  readonly verdict: Verdict;
}

/** The explanation of a refusal is true: by the reference, and where a test can make it so, at the door. */
async function checkExplanation(document: PolicyDocument, { call, run, verdict }: Refusal): Promise<void> {
  const question = questionOf(call, run);
  const { rule = 'default', stops, needed } = explain(policyOf(document), question);
  expect(rule).toBe(verdict.rule);
  expect(stops.length > 0).toBe(verdict.outcome !== 'sent' && verdict.outcome !== 'asked');
  for (const way of needed) {
    const reached = readReference(document, { ...question, ...way.facts });
    expect(reached.rule).toBe(way.before ?? way.rule);
    expect(reached.outcome).toBe(way.effect === 'review' ? 'asked' : 'sent');
    const changed = callBy(way, call);
    if (changed === undefined) continue;
    const again = await runThroughDoor(policyOf(document), { call: changed, approve: true });
    expect(again.sent).toHaveLength(1);
    expect(again.asked).toBe(way.effect === 'review' ? 1 : 0);
  }
}

/** What a caller can change without writing another body. */
const OF_THE_CALLER = [
  'subject',
  'groups',
  'issuer',
  'client',
  'nature',
  'connection',
  'baa',
  'purpose',
  'source',
  'time',
];

function callBy({ facts }: Way, call: RandomCall): RandomCall | undefined {
  if (!Object.keys(facts).every((fact) => OF_THE_CALLER.includes(fact))) return undefined;
  return { ...call, ...(facts as Partial<RandomCall>) };
}

function questionOf(call: RandomCall, { found, inputs, bodyBytes }: DoorRun): Question {
  const { sentences: _, media: __, ...facts } = call;
  const media = mediaOf(call);
  return {
    ...facts,
    ...(media.length === 0 ? {} : { media }),
    entities: found as Readonly<Partial<Record<Entity, number>>>,
    inputs,
    bodyBytes,
  };
}

function isValid(document: PolicyDocument): boolean {
  return 'policy' in readPolicy(document);
}

function policyOf(document: PolicyDocument) {
  const read = readPolicy(document);
  if ('faults' in read) throw new TypeError(read.faults.map(({ message }) => message).join());
  return read.policy;
}
