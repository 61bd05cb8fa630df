import { findSentinels } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FactTree, stringPositions } from './facts/fact-tree.ts';
import type { OperationFacts } from './facts/read-facts.ts';
import { COVERED, cleanRequest, fillFor, parametersOf, REFUSED } from './operations.ts';
import { unlike } from './plan/unlike.ts';
import { inEverything, inIds, inTexts, nowhere } from './plant/fills.ts';
import { type Fill, makeBodies } from './plant/make-bodies.ts';
import { type Plantation, startPlantation } from './plant/plant-sentinels.ts';
import { type ConformanceStage, DOORS, startConformanceStage } from './stage/conformance-stage.ts';
import { exchange, wireText } from './stage/exchange.ts';

let stage: ConformanceStage;
beforeAll(async () => {
  stage = await startConformanceStage();
});
afterAll(() => stage.close());

const planted = { requests: 0, responses: 0, events: 0 };
const named = (operations: readonly OperationFacts[]) => operations.map((one) => [one.name, one] as const);
const sideOf = (contentType: string) => (contentType === 'application/json' ? 'request' : 'form') as 'request' | 'form';
const WITH_BODY = COVERED.filter(({ request }) => request.size > 0);
/** Described as a string, and in truth a video. */
const VIDEO = 'GET /videos/{video_id}/content';
const WITH_JSON = COVERED.filter(({ name, response }) => response.has('application/json') && name !== VIDEO);
/** Each answer is judged at the outer door alone; at both together a part of them, for the time it takes. */
const ANSWERED = { plain: WITH_JSON, guarded: WITH_JSON.filter((_, index) => index % 4 === 0) } as const;

/** Where something was planted, and every position that is listed: what is planted everywhere must be the same. */
const pathsOf = ({ planted: sentinels }: Plantation) => sentinels.map(({ name }) => name).sort();
const listedIn = (tree: FactTree | undefined) =>
  tree === undefined
    ? []
    : stringPositions(tree)
        .map(({ path }) => path)
        .sort();

/** Every body of a request, filled, each sent by itself; gives what was sent and how it ended. */
async function sendAll(
  door: (typeof DOORS)[number],
  operation: OperationFacts,
  fillOf: (one: Plantation, side: 'request' | 'form') => Fill,
) {
  const ended = [];
  for (const [contentType, tree] of operation.request) {
    const plantation = startPlantation();
    for (const body of makeBodies(tree, fillFor(operation, fillOf(plantation, sideOf(contentType))))) {
      const call = { operation, parameters: parametersOf(operation), contentType, body };
      const end = await exchange(stage, door, { call, answer: { body: '{}' } });
      const leaks = findSentinels(`${end.received.map(wireText).join('\n')}\n${end.body}`, plantation.planted);
      ended.push({ contentType, body, end, leaks, plantation });
    }
    planted.requests += plantation.planted.length;
  }
  return ended;
}

describe.each(DOORS)('what a caller says, by the %s client', (door) => {
  it.each(named(WITH_BODY))('is de-identified, and nothing else of it changed: %s', async (_name, operation) => {
    for (const { contentType, body, end, leaks, plantation } of await sendAll(door, operation, inTexts)) {
      expect([contentType, end.code, leaks, end.received.length]).toEqual([contentType, undefined, [], 1]);
      if (contentType !== 'application/json') continue;
      const got: unknown = JSON.parse(end.received[0]?.body.toString() ?? '');
      expect(unlike(body, got, { planted: plantation.texts() })).toEqual([]);
    }
  });

  it.each(door === 'guarded' ? named(WITH_BODY) : [])(
    'is replaced or refused in ids, names and choices: %s',
    async (_name, operation) => {
      for (const { leaks } of await sendAll(door, operation, inIds)) expect(leaks).toEqual([]);
      for (const { leaks, contentType, plantation } of await sendAll(door, operation, inEverything)) {
        expect(leaks).toEqual([]);
        // The kind of a moderation's input, which must be known
        const listed = listedIn(operation.request.get(contentType));
        const free =
          operation.name === 'POST /moderations' ? listed.filter((path) => path !== '$.input[].type') : listed;
        expect(pathsOf(plantation)).toEqual(free);
      }
    },
  );

  it.each(named(COVERED.filter(({ parameters }) => parameters.length > 0)))(
    'is refused in the path: %s',
    async (_name, operation) => {
      for (const [index, path] of operation.parameters.entries()) {
        const plantation = startPlantation();
        const parameters = parametersOf(operation).with(index, plantation.token({ path, kinds: 's' }));
        const call = { ...cleanRequest(operation), parameters };
        const { code, received } = await exchange(stage, door, { call, answer: { body: '{}' } });
        expect([path, code, received.length]).toEqual([path, 'phi_in_structure', 0]);
        planted.requests += 1;
      }
    },
  );

  it.each(REFUSED)('reaches nobody by an operation that is refused: %s', async (_name, code, operation) => {
    const bare = operation.request.size === 0;
    const call = { operation, parameters: parametersOf(operation), contentType: undefined, body: undefined };
    const ended = bare
      ? [{ end: await exchange(stage, door, { call, answer: { body: '{}' } }) }]
      : await sendAll(door, operation, inEverything);
    expect(ended.map(({ end }) => [end.code, end.received.length])).toEqual(ended.map(() => [code, 0]));
  });
});

describe.each(DOORS)('what the provider answers, by the %s client', (door) => {
  const answerAll = async (operation: OperationFacts, fillOf: (one: Plantation, side: 'response') => Fill) => {
    const tree = operation.response.get('application/json');
    const plantation = startPlantation();
    const bodies = tree === undefined ? [] : makeBodies(tree, fillOf(plantation, 'response'));
    const ended = [];
    for (const body of bodies) {
      const answer = { body: JSON.stringify(body) };
      const end = await exchange(stage, door, { call: cleanRequest(operation), answer });
      ended.push({ body, end, leaks: findSentinels(`${end.headers}\n${end.body}`, plantation.planted), plantation });
    }
    planted.responses += plantation.planted.length;
    return ended;
  };

  it.each(named(ANSWERED[door]))('is masked, and nothing else of it changed: %s', async (_name, operation) => {
    for (const { body, end, leaks, plantation } of await answerAll(operation, inTexts)) {
      expect([end.code, leaks]).toEqual([undefined, []]);
      expect(unlike(body, JSON.parse(end.body), { planted: plantation.texts() })).toEqual([]);
    }
  });

  it.each(named(ANSWERED.guarded))('is masked or refused in ids, names and choices: %s', async (_name, operation) => {
    for (const { leaks } of await answerAll(operation, inIds)) expect(leaks).toEqual([]);
    for (const { leaks, plantation } of await answerAll(operation, inEverything)) {
      expect(leaks).toEqual([]);
      expect(pathsOf(plantation)).toEqual(listedIn(operation.response.get('application/json')));
    }
  });
});

describe('where there is nothing to be found', () => {
  it.each(named(COVERED.filter(({ name }) => name !== VIDEO)))(
    'both go through as they are: %s',
    async (_name, operation) => {
      const call = cleanRequest(operation);
      const tree = operation.response.get('application/json');
      const [answer = {}] = tree === undefined ? [] : makeBodies(tree, nowhere('response'));
      const end = await exchange(stage, 'guarded', { call, answer: { body: JSON.stringify(answer) } });
      expect([end.code, end.received.length]).toEqual([undefined, 1]);
      expect(JSON.parse(end.body)).toEqual(answer);
      if (call.contentType === 'application/json')
        expect(JSON.parse(end.received[0]?.body.toString() ?? '')).toEqual(call.body);
    },
  );
});

afterAll(() => {
  const { requests, responses, events } = planted;
  process.stdout.write(`planted: ${requests} in requests, ${responses} in responses, ${events} in events\n`);
});
