import { describe, expect, it } from 'vitest';
import { CHAT, COMPLETIONS, EMBEDDINGS, MODELS, replaced, request, response, texts } from './fixtures/bodies.ts';

// Requests as openai-node 7.57 wrote them; answers in the form of the API's reference. Every person is invented.
const USAGE = { prompt_tokens: 12345, total_tokens: 12345, completion_tokens_details: { reasoning_tokens: 1024 } };

describe('embeddings.create', () => {
  it('reads its request', () => {
    const body =
      '{"model":"text-embedding-3-small","input":["Note on Alma Fernhollow, MRN 4481234.","No known allergies."],"user":"clinic-7","encoding_format":"base64"}';
    const document = request(EMBEDDINGS, body);
    expect(document).toMatchObject({ model: 'text-embedding-3-small', inputs: 2 });
    expect(document.leaves.map(({ text, field, role }) => [text, field, role])).toEqual([
      ['Note on Alma Fernhollow, MRN 4481234.', 'input', 'text'],
      ['No known allergies.', 'input', 'text'],
      ['clinic-7', 'user', 'text'],
    ]);
  });

  it('reads its answer', () => {
    const data = [{ object: 'embedding', index: 0, embedding: 'AACAPwAAAEA=' }];
    const body = { object: 'list', data, model: 'text-embedding-3-small', usage: USAGE };
    expect(response(EMBEDDINGS, body).leaves).toEqual([]);
  });
});

describe('chat.completions.create', () => {
  const body =
    '{"model":"gpt-4o-mini-2024-07-18","messages":[{"role":"system","content":"You answer for Dr. Petra Quillane."},{"role":"user","content":[{"type":"text","text":"What is due for Alma Fernhollow?"}]},{"role":"assistant","content":null,"tool_calls":[{"id":"call_Zk3b","type":"function","function":{"name":"find_chart","arguments":"{\\"mrn\\": 4481234, \\"name\\": \\"Alma Fernhollow\\"}"}}]},{"role":"tool","tool_call_id":"call_Zk3b","content":"{\\"allergies\\":[\\"latex\\"],\\"phone\\":\\"555-0147\\"}"}],"tools":[{"type":"function","function":{"name":"find_chart","description":"Finds a chart","parameters":{"type":"object","properties":{"mrn":{"type":"integer","examples":[4481234]}},"required":["mrn"]}}}],"metadata":{"visit":"2031"},"seed":20240601,"response_format":{"type":"text"}}';

  it('reads its request', () => {
    const document = request(CHAT, body);
    expect(document).toMatchObject({ model: 'gpt-4o-mini-2024-07-18', inputs: 4 });
    expect(texts(document, 'structure')).toEqual([
      'call_Zk3b',
      'find_chart',
      'call_Zk3b',
      'find_chart',
      'mrn',
      'visit',
    ]);
    expect(texts(document)).toEqual([
      'You answer for Dr. Petra Quillane.',
      'What is due for Alma Fernhollow?',
      ...['mrn', '4481234', 'name', 'Alma Fernhollow'],
      ...['allergies', 'latex', 'phone', '555-0147'],
      ...['Finds a chart', 'object', 'integer', '4481234', 'mrn'],
      '2031',
    ]);
  });

  it('rewrites its request', () => {
    const rewritten = JSON.stringify(
      replaced(request(CHAT, body), { '4481234': '[MRN]', 'Alma Fernhollow': '[NAME]', '555-0147': '[PHONE]' }),
    );
    expect(rewritten).toBe(
      body
        .replace(
          '\\"mrn\\": 4481234, \\"name\\": \\"Alma Fernhollow\\"',
          '\\"mrn\\": \\"[MRN]\\", \\"name\\": \\"[NAME]\\"',
        )
        .replace('555-0147', '[PHONE]')
        .replace('[4481234]', '["[MRN]"]'),
    );
  });

  it('reads its answer', () => {
    const url_citation = { start_index: 0, end_index: 12345, title: 'On latex', url: 'https://latex.example/' };
    const message = {
      role: 'assistant',
      content: 'Alma Fernhollow is due.',
      refusal: null,
      annotations: [{ type: 'url_citation', url_citation }],
      tool_calls: [{ id: 'call_Q', type: 'function', function: { name: 'book', arguments: '{"phone":5550147}' } }],
    };
    const document = response(CHAT, {
      id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
      object: 'chat.completion',
      created: 1741569952,
      model: 'gpt-4o-mini-2024-07-18',
      choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
      usage: USAGE,
      service_tier: 'default',
      system_fingerprint: 'fp_44709d6fcb',
    });
    expect(texts(document)).toEqual([
      'Alma Fernhollow is due.',
      'On latex',
      'https://latex.example/',
      'phone',
      '5550147',
    ]);
    expect(texts(document, 'structure')).toEqual([
      'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
      'call_Q',
      'book',
      'fp_44709d6fcb',
    ]);
    expect(document.inputs).toBe(0);
  });

  it("reads Azure's answer", () => {
    const safe = { filtered: false, severity: 'safe' };
    const filter = {
      hate: safe,
      self_harm: safe,
      sexual: safe,
      violence: safe,
      jailbreak: { filtered: false, detected: false },
    };
    const document = response(CHAT, {
      choices: [{ content_filter_results: filter, message: { content: 'Alma' } }],
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: filter }],
    });
    expect(document.leaves.map(({ text }) => text)).toEqual(['Alma']);
  });
});

describe('completions.create', () => {
  it('reads its request', () => {
    const body =
      '{"model":"gpt-3.5-turbo-instruct","prompt":["Summarise: Alma Fernhollow was seen.","Summarise: none."],"suffix":"Signed, P. Quillane","max_tokens":2048,"stop":["\\n"]}';
    const document = request(COMPLETIONS, body);
    expect(document).toMatchObject({ model: 'gpt-3.5-turbo-instruct', inputs: 2 });
    expect(document.leaves.map(({ text }) => text)).toEqual([
      'Summarise: Alma Fernhollow was seen.',
      'Summarise: none.',
      'Signed, P. Quillane',
      '\n',
    ]);
  });

  it('reads its answer', () => {
    const document = response(COMPLETIONS, {
      id: 'cmpl-uqkvlQyYK7bGYrRHQ0eXlWi7',
      object: 'text_completion',
      created: 1589478378,
      model: 'gpt-3.5-turbo-instruct',
      system_fingerprint: 'fp_44709d6fcb',
      choices: [{ text: ' Alma Fernhollow.', index: 0, logprobs: null, finish_reason: 'length' }],
      usage: USAGE,
    });
    expect(texts(document)).toEqual([' Alma Fernhollow.']);
  });
});

describe('models.list', () => {
  it('reads its answer', () => {
    const model = {
      id: 'gpt-4o-2024-08-06',
      object: 'model',
      created: 1686935002,
      owned_by: 'system',
      shutdown_date: '2026-10-01',
    };
    const tuned = { ...model, id: 'ft:gpt-4o-2024-08-06:acme::Zk', owned_by: 'Alma Fernhollow', shutdown_date: null };
    const document = response(MODELS, { object: 'list', data: [model, tuned] });
    expect(document.leaves).toEqual([
      { text: 'ft:gpt-4o:acme::Zk', field: 'id', role: 'structure' },
      { text: 'Alma Fernhollow', field: 'owned_by', role: 'text' },
    ]);
  });
});
