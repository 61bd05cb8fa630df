import { findSentinels } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodiesOfEvents } from './facts/run-events.ts';
import { COVERED, cleanRequest } from './operations.ts';
import { inTexts } from './plant/fills.ts';
import { makeBodies } from './plant/make-bodies.ts';
import { startPlantation } from './plant/plant-sentinels.ts';
import { type ConformanceStage, DOORS, startConformanceStage } from './stage/conformance-stage.ts';
import { exchange } from './stage/exchange.ts';

let stage: ConformanceStage;
beforeAll(async () => {
  stage = await startConformanceStage();
});
afterAll(() => stage.close());

let planted = 0;
const STREAMED = COVERED.map((operation) => ({ operation, events: bodiesOfEvents(operation) })).filter(
  ({ events }) => events.size > 0,
);

/** Sound, which ends the stream with an error. */
const SOUND = 'response.audio.delta';

/** The `event` field of each event, or the type in its data. */
function typesOf(stream: string): readonly string[] {
  return stream
    .split(/\n\n/)
    .filter((event) => event.includes('data:'))
    .map((event) => /^event: ?(.*)$/m.exec(event)?.[1] ?? /"type":"([^"]+)"/.exec(event)?.[1] ?? 'data');
}

describe.each(DOORS)('what the provider answers in events, by the %s client', (door) => {
  it.each(STREAMED.map(({ operation, events }) => [operation.name, operation, events] as const))(
    'is masked, with no event lost, added or moved: %s',
    async (_name, operation, events) => {
      const plantation = startPlantation();
      const written = [...events]
        .filter(([type]) => type !== SOUND)
        .flatMap(([type, tree]) =>
          makeBodies(tree, inTexts(plantation, 'response')).map((body) => {
            const named = type === '' || type.startsWith('thread.') ? body : { type, ...(body as object) };
            return `${type === '' ? '' : `event: ${type}\n`}data: ${JSON.stringify(named)}\n\n`;
          }),
        );
      const stream = `${written.join('')}data: [DONE]\n\n`;
      const call = cleanRequest(operation, { stream: true });
      const answer = { body: stream.match(/[\s\S]{1,1000}/g) ?? [], contentType: 'text/event-stream' };
      const end = await exchange(stage, door, { call, answer });
      planted += plantation.planted.length;
      expect([end.code, end.received.length]).toEqual([undefined, 1]);
      expect(findSentinels(end.body, plantation.planted)).toEqual([]);
      expect(typesOf(end.body)).toEqual(typesOf(stream));
    },
  );
});

describe('sound in events', () => {
  it.each(DOORS)('ends the stream before it reaches the %s client', async (door) => {
    const { operation } = STREAMED.find(({ events }) => events.has(SOUND)) ?? {};
    if (operation === undefined) return expect.unreachable();
    const answer = {
      body: `event: ${SOUND}\ndata: {"type":"${SOUND}","delta":"UklGRiQA"}\n\n`,
      contentType: 'text/event-stream',
    };
    const { body } = await exchange(stage, door, { call: cleanRequest(operation, { stream: true }), answer });
    expect(body).toContain('upstream_invalid');
    expect(body).not.toContain('UklGRiQA');
  });
});

afterAll(() => {
  process.stdout.write(`planted: ${planted} in events of ${STREAMED.length} operations\n`);
});
