import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngineContract } from '../engine-contract.test-support.ts';
import type { FakeService } from '../fake-service.test-support.ts';
import { describeServiceFailures } from '../service-failures.test-support.ts';
import { comprehendMedical } from './comprehend-medical.ts';
import { connectComprehendMedical } from './connect-comprehend-medical.ts';
import { comprehendClient, startFakeComprehend } from './fake-comprehend.test-support.ts';

const entity = {
  Id: 0,
  BeginOffset: 0,
  EndOffset: 7,
  Score: 0.99,
  Text: 'Delgado',
  Category: 'PROTECTED_HEALTH_INFORMATION',
  Type: 'NAME',
};
const withEntity = (wrong: object) => ({ ModelVersion: '2.0.0', Entities: [{ ...entity, ...wrong }] });

describe('comprehendMedical', () => {
  describeEngineContract(async () => {
    const service = await startFakeComprehend();
    return { engine: comprehendMedical({ client: comprehendClient(service) }), close: () => service.close() };
  });

  describeServiceFailures({
    start: startFakeComprehend,
    engine: (service, limits) => comprehendMedical({ client: comprehendClient(service), ...limits }),
    wrong: {
      'no entities': { ModelVersion: '2.0.0' },
      'that there is more': { ...withEntity({}), PaginationToken: 'next' },
      'an offset behind the text': withEntity({ EndOffset: 20 }),
      'an offset before the text': withEntity({ BeginOffset: -1 }),
      'no offset': withEntity({ EndOffset: undefined }),
      'an empty span': withEntity({ EndOffset: 0 }),
      'other words than stand there': withEntity({ BeginOffset: 1, EndOffset: 8 }),
      'no words': withEntity({ Text: undefined }),
      'a score above 1': withEntity({ Score: 99 }),
      'an entity without a type': withEntity({ Type: undefined }),
    },
  });
});

describe('what Comprehend Medical is asked, and says', () => {
  let service: FakeService;
  beforeAll(async () => {
    service = await startFakeComprehend();
  });
  afterAll(() => service.close());

  it('sends the text alone, signed, to DetectPHI', async () => {
    await comprehendMedical({ client: comprehendClient(service) }).detect(['adiós 😀']);
    expect(service.asked.at(-1)).toMatchObject({
      method: 'POST',
      path: '/',
      headers: {
        'x-amz-target': 'ComprehendMedical_20181030.DetectPHI',
        'content-type': 'application/x-amz-json-1.1',
        authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=not-an-id\//),
      },
      body: { Text: 'adiós 😀' },
    });
  });

  it.each(['a', 'é', '漢', '😀'])('sends at most 20,000 bytes at once: %s', async (character) => {
    const from = service.asked.length;
    await comprehendMedical({ client: comprehendClient(service) }).detect([`x${character.repeat(30_000)}`]);
    const sizes = service.asked.slice(from).map(({ body }) => Buffer.byteLength((body as { Text: string }).Text));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20_000);
    expect(Math.max(...sizes)).toBeGreaterThan(19_990);
  });

  it.each([
    ['ADDRESS', [{ type: 'LOCATION' }]],
    ['PHONE_OR_FAX', [{ type: 'PHONE' }]],
    ['ID', [{ type: 'OTHER_ID' }]],
    ['PROFESSION', []],
    ['SOMETHING_NEW', [{ type: 'OTHER_ID' }]],
  ])('takes %s for what it is', async (Type, spans) => {
    service.answerBy(() => ({ status: 200, json: withEntity({ Type }) }));
    expect(await comprehendMedical({ client: comprehendClient(service) }).detect(['Delgado'])).toEqual([
      spans.map((span) => ({ start: 0, end: 7, score: 0.99, ...span })),
    ]);
  });

  it('takes white space in what it quotes for no other words', async () => {
    service.answerBy(() => ({ status: 200, json: withEntity({ EndOffset: 9, Text: 'Del gado' }) }));
    expect((await comprehendMedical({ client: comprehendClient(service) }).detect(['Del\r\ngado']))[0]).toHaveLength(1);
  });
});

describe('connectComprehendMedical', () => {
  it.each(['http://comprehend.example', 'comprehend.example'])('sends nothing to %s', async (endpoint) => {
    const connecting = connectComprehendMedical({ region: 'us-east-1', endpoint });
    await expect(connecting).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it('makes an engine of a region', async () => {
    const engine = await connectComprehendMedical({ region: 'us-east-1', endpoint: 'http://127.0.0.1:9' });
    expect(engine.name).toBe('comprehend-medical');
  });
});
