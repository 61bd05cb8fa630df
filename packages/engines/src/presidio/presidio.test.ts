import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngineContract } from '../engine-contract.test-support.ts';
import type { FakeService } from '../fake-service.test-support.ts';
import { describeServiceFailures } from '../service-failures.test-support.ts';
import { startFakePresidio } from './fake-presidio.test-support.ts';
import { presidio } from './presidio.ts';

const finding = { entity_type: 'PERSON', start: 0, end: 7, score: 0.85 };

describe('presidio', () => {
  describeEngineContract(async () => {
    const service = await startFakePresidio();
    return { engine: presidio({ url: service.url }), close: () => service.close() };
  });

  describeServiceFailures({
    start: startFakePresidio,
    engine: ({ url }, limits) => presidio({ url, ...limits }),
    wrong: {
      nothing: null,
      'an object': { results: [] },
      'a list of others': ['PERSON'],
      'a list of lists': [[finding]],
      'no entity': [{ ...finding, entity_type: undefined }],
      'no offsets': [{ entity_type: 'PERSON', score: 1 }],
      'offsets that are texts': [{ ...finding, start: '0', end: '7' }],
      'an offset before the text': [{ ...finding, start: -1 }],
      'an offset behind the text': [{ ...finding, end: 20 }],
      'an offset between two characters': [{ ...finding, end: 6.5 }],
      'an empty span': [{ ...finding, end: 0 }],
      'a span turned round': [{ ...finding, start: 7, end: 0 }],
      'a score above 1': [{ ...finding, score: 85 }],
      'no score': [{ ...finding, score: null }],
    },
  });
});

describe('what presidio is asked, and says', () => {
  let service: FakeService;
  beforeAll(async () => {
    service = await startFakePresidio();
  });
  afterAll(() => service.close());

  it('sends the text with language, threshold, entities and headers to /analyze', async () => {
    const url = `${service.url}/nlp/`;
    const engine = presidio({
      url,
      language: 'es',
      minScore: 0.5,
      entities: ['PERSON'],
      headers: { 'x-api-key': 'k' },
    });
    await engine.detect(['hola']);
    expect(service.asked.at(-1)).toMatchObject({
      method: 'POST',
      path: '/nlp/analyze',
      headers: { 'x-api-key': 'k', 'content-type': 'application/json' },
      body: { text: 'hola', language: 'es', score_threshold: 0.5, entities: ['PERSON'] },
    });
  });

  it('asks for no more at once than it is told to', async () => {
    const engine = presidio({ url: service.url, concurrency: 2 });
    await Promise.all([engine.detect(['a', 'b', 'c', 'd']), engine.detect(['e', 'f'])]);
    expect(service.mostAtOnce).toBe(2);
  });

  it.each([
    ['PERSON', [{ type: 'NAME' }]],
    ['US_SSN', [{ type: 'SSN' }]],
    ['FACILITY', [{ type: 'LOCATION', subtype: 'facility' }]],
    ['NRP', []],
    ['SOMETHING_NEW', [{ type: 'OTHER_ID' }]],
    ['constructor', [{ type: 'OTHER_ID' }]],
  ])('takes %s for what it is', async (entity_type, spans) => {
    service.answerBy(() => ({ status: 200, json: [{ ...finding, entity_type }] }));
    expect(await presidio({ url: service.url }).detect(['1234567'])).toEqual([
      spans.map((span) => ({ start: 0, end: 7, score: 0.85, ...span })),
    ]);
  });

  it('reads no answer without end', async () => {
    service.answerBy(() => ({ status: 200, raw: ' '.repeat(9_000_000) }));
    await expect(presidio({ url: service.url }).detect(['x'])).rejects.toMatchObject({ code: 'engine_invalid' });
  });

  it.each([
    'presidio.example',
    'ftp://presidio.example',
    'http://presidio.example',
    'https://user:pass@presidio.example',
    'https://presidio.example?x=1',
  ])('sends nothing to %s', (url) => {
    expect(() => presidio({ url })).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });

  it('takes plain http elsewhere only when told to', () => {
    expect(presidio({ url: 'http://presidio.internal:3000', insecureHttp: true }).name).toBe('presidio');
  });

  it.each([{ timeoutMs: 0 }, { timeoutMs: Number.NaN }, { concurrency: 0 }, { concurrency: 1.5 }, { minScore: 2 }])(
    'takes no limits that are none: %j',
    (limits) => {
      expect(() => presidio({ url: 'https://presidio.example', ...limits })).toThrow(
        expect.objectContaining({ code: 'config_invalid' }),
      );
    },
  );
});
