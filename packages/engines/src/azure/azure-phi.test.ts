import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngineContract } from '../engine-contract.test-support.ts';
import type { FakeService } from '../fake-service.test-support.ts';
import { describeServiceFailures } from '../service-failures.test-support.ts';
import { azurePhi } from './azure-phi.ts';
import { connectAzurePhi } from './connect-azure-phi.ts';
import { azureAnswer, azureClient, startFakeAzure } from './fake-azure.test-support.ts';

const entity = { text: 'Delgado', category: 'Person', offset: 0, length: 7, confidenceScore: 0.97 };
const document = { id: '0', warnings: [], entities: [entity] };
const withEntity = (wrong: object) => azureAnswer([{ ...document, entities: [{ ...entity, ...wrong }] }]);

describe('azurePhi', () => {
  describeEngineContract(async () => {
    const service = await startFakeAzure();
    return { engine: azurePhi({ client: azureClient(service) }), close: () => service.close() };
  });

  describeServiceFailures({
    start: startFakeAzure,
    engine: (service, limits) => azurePhi({ client: azureClient(service), ...limits }),
    wrong: {
      'no document': azureAnswer([]),
      'another document': azureAnswer([{ ...document, id: '7' }]),
      'an error about the document': azureAnswer(
        [],
        [{ id: '0', error: { code: 'InvalidArgument', message: 'Delgado 078-05-1120' } }],
      ),
      'that it cut the document short': azureAnswer([
        { ...document, warnings: [{ code: 'DocumentTruncated', message: 'truncated' }] },
      ]),
      'an offset behind the text': withEntity({ offset: 15 }),
      'an offset before the text': withEntity({ offset: -1 }),
      'an empty span': withEntity({ length: 0 }),
      'other words than stand there': withEntity({ offset: 1 }),
      'offsets in other units': withEntity({ text: 'elgado ' }),
      'a score above 1': withEntity({ confidenceScore: 97 }),
      'an entity without a category': withEntity({ category: '' }),
    },
  });
});

describe('what Azure is asked, and says', () => {
  let service: FakeService;
  beforeAll(async () => {
    service = await startFakeAzure();
  });
  afterAll(() => service.close());

  it('sends documents in the domain of health information, unlogged, counted in UTF-16', async () => {
    await azurePhi({ client: azureClient(service), language: 'es' }).detect(['hola', 'adiós']);
    const { method, path, headers, body } = service.asked.at(-1) ?? {};
    const url = new URL(path ?? '', service.url);
    expect([method, url.pathname]).toEqual(['POST', '/text/analytics/v3.1/entities/recognition/pii']);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      domain: 'PHI',
      stringIndexType: 'Utf16CodeUnit',
      loggingOptOut: 'true',
    });
    expect(headers?.['ocp-apim-subscription-key']).toBe('not-a-key');
    const documents = ['hola', 'adiós'].map((text, at) => ({ id: String(at), text, language: 'es' }));
    expect(body).toEqual({ documents });
  });

  it('sends at most five documents of 5,120 characters at once', async () => {
    const from = service.asked.length;
    await azurePhi({ client: azureClient(service) }).detect([`${'lorem ipsum\n'.repeat(3_000)}`, 'Delgado']);
    const requests = service.asked.slice(from).map(({ body }) => (body as { documents: { text: string }[] }).documents);
    expect(requests.length).toBeGreaterThan(1);
    expect(Math.max(...requests.map((documents) => documents.length))).toBe(5);
    expect(Math.max(...requests.flat().map(({ text }) => text.length))).toBeLessThanOrEqual(5_120);
  });

  it.each([
    [{ category: 'PhoneNumber' }, [{ type: 'PHONE' }]],
    [{ category: 'Organization', subCategory: 'Medical' }, [{ type: 'LOCATION', subtype: 'facility' }]],
    [{ category: 'Organization', subCategory: 'Sports' }, [{ type: 'LOCATION' }]],
    [{ category: 'Quantity', subCategory: 'Age' }, [{ type: 'AGE_OVER_89' }]],
    [{ category: 'Quantity', subCategory: 'Temperature' }, []],
    [{ category: 'DateTime', subCategory: 'Date' }, [{ type: 'DATE' }]],
    [{ category: 'DateTime', subCategory: 'Duration' }, []],
    [{ category: 'PersonType' }, []],
    [{ category: 'XXSomethingNew' }, [{ type: 'OTHER_ID' }]],
  ])('takes %j for what it is', async (category, spans) => {
    service.answerBy(() => ({ status: 200, json: withEntity(category) }));
    expect(await azurePhi({ client: azureClient(service) }).detect(['Delgado'])).toEqual([
      spans.map((span) => ({ start: 0, end: 7, score: 0.97, ...span })),
    ]);
  });

  it('lets go what is less certain than wanted', async () => {
    service.answerBy(() => ({ status: 200, json: withEntity({ confidenceScore: 0.4 }) }));
    expect(await azurePhi({ client: azureClient(service), minScore: 0.5 }).detect(['Delgado'])).toEqual([[]]);
    expect((await azurePhi({ client: azureClient(service), minScore: 0.4 }).detect(['Delgado']))[0]).toHaveLength(1);
  });
});

describe('connectAzurePhi', () => {
  it('reaches an endpoint with a key, and follows it nowhere else', async () => {
    const service = await startFakeAzure();
    const engine = await connectAzurePhi({ endpoint: service.url, key: 'k-1' });
    expect(await engine.detect(['Delgado'])).toEqual([[{ start: 0, end: 7, type: 'NAME', score: 0.97 }]]);
    expect(service.asked.at(-1)?.headers['ocp-apim-subscription-key']).toBe('k-1');
    service.answerBy(() => 'redirect');
    await expect(engine.detect(['Delgado'])).rejects.toMatchObject({ code: 'engine_unavailable' });
    await service.close();
  });

  it.each(['http://language.example', 'language.example'])('sends nothing to %s', async (endpoint) => {
    await expect(connectAzurePhi({ endpoint, key: 'k' })).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
