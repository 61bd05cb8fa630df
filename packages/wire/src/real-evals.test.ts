import { describe, expect, it } from 'vitest';
import { codeOf, operationAt, request, response, texts } from './fixtures/bodies.ts';

// Bodies in the form of the API's reference, as openai-node 7.57 types them. Every person is invented.
const EVALS = operationAt('/evals');
const RUNS = operationAt('/evals/eval_67bf/runs');
const CANCEL = operationAt('/evals/eval_67bf/runs/evalrun_67e5/cancel');
const OUTPUTS = operationAt('/evals/eval_67bf/runs/evalrun_67e5/output_items', 'GET');
const GRADE = operationAt('/fine_tuning/alpha/graders/run');
const MODERATIONS = operationAt('/moderations');
const STORED = operationAt('/chat/completions/chatcmpl-AyPN', 'GET');
const MESSAGES = operationAt('/chat/completions/chatcmpl-AyPN/messages', 'GET');

describe('evals', () => {
  const labels = {
    type: 'label_model',
    name: 'About Alma',
    model: 'o3-mini',
    input: [
      { role: 'developer', content: 'Alma said {{item.text}}' },
      { role: 'user', content: { type: 'input_text', text: 'So?' } },
    ],
    labels: ['well', 'ill'],
    passing_labels: ['well'],
  };

  it('read what they are made of', () => {
    const document = request(EVALS, {
      name: 'Notes of Alma',
      data_source_config: {
        type: 'custom',
        item_schema: { type: 'object', properties: { text: { type: 'string' } } },
        include_sample_schema: true,
      },
      testing_criteria: [
        labels,
        { type: 'string_check', name: 'same', input: '{{sample.output_text}}', reference: 'Alma', operation: 'eq' },
      ],
      metadata: { visit: '2031' },
    });
    expect(texts(document)).toEqual([
      'Notes of Alma',
      ...['object', 'string'],
      ...['About Alma', 'Alma said {{item.text}}', 'So?', 'well', 'ill', 'well'],
      ...['same', '{{sample.output_text}}', 'Alma'],
      '2031',
    ]);
    expect(texts(document, 'structure')).toEqual(['text', 'visit']);
  });

  it('read their runs', () => {
    const content = [{ item: { text: 'Alma', mrn: 4481234 }, sample: {} }];
    const run = {
      name: 'of Alma',
      data_source: {
        type: 'completions',
        model: 'gpt-4.1',
        source: { type: 'file_content', content },
        input_messages: { type: 'template', template: [{ role: 'user', content: 'Who is {{item.text}}?' }] },
        sampling_params: { temperature: 1, max_completion_tokens: 2048 },
      },
    };
    const document = request(RUNS, run);
    expect(document.model).toBe('gpt-4.1');
    expect(texts(document)).toEqual(['of Alma', 'Alma', '4481234', 'Who is {{item.text}}?']);
    const answer = {
      ...run,
      object: 'eval.run',
      id: 'evalrun_67e5',
      eval_id: 'eval_67bf',
      status: 'queued',
      created_at: 1743092069,
      error: null,
      per_model_usage: null,
      result_counts: { total: 4481234, errored: 0, failed: 0, passed: 0 },
    };
    expect(texts(response(CANCEL, answer))).toEqual(['of Alma', 'Alma', '4481234', 'Who is {{item.text}}?']);
    expect(codeOf(() => request(CANCEL, '{}'))).toBe('input_unreadable');
  });

  it('read what models said', () => {
    const item = {
      object: 'eval.run.output_item',
      id: 'outputitem_67e5',
      created_at: 1743092076,
      run_id: 'evalrun_67e5',
      eval_id: 'eval_67bf',
      status: 'pass',
      datasource_item_id: 448123,
      datasource_item: { text: 'Alma' },
      results: [{ name: 'same', sample: null, passed: true, score: 1 }],
      sample: {
        input: [{ role: 'user', content: 'Who is Alma?' }],
        output: [{ role: 'assistant', content: 'Alma Fernhollow' }],
        finish_reason: 'stop',
        model: 'gpt-4o-mini-2024-07-18',
        usage: { total_tokens: 12345 },
        error: null,
      },
    };
    const document = response(OUTPUTS, {
      object: 'list',
      data: [item],
      first_id: item.id,
      last_id: item.id,
      has_more: false,
    });
    expect(texts(document)).toEqual(['Alma', 'same', 'Who is Alma?', 'Alma Fernhollow']);
  });

  it('read graders', () => {
    const grader = {
      type: 'score_model',
      name: 'about Alma',
      model: 'gpt-4.1',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Alma?' }, 'Petra'] }],
      range: [0, 10000],
    };
    const document = request(GRADE, {
      grader: { type: 'multi', graders: { mine: grader }, calculate_output: 'mine' },
      item: { mrn: 4481234 },
      model_sample: 'Alma is well',
    });
    expect(texts(document)).toEqual(['about Alma', 'Alma?', 'Petra', 'mine', '4481234', 'Alma is well']);
    expect(texts(document, 'structure')).toEqual(['mine', 'mrn']);
    const sound = { role: 'user', content: { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } } };
    expect(codeOf(() => request(GRADE, { grader: { ...grader, input: [sound] } }))).toBe('input_unreadable');
  });
});

describe('moderations.create', () => {
  it('reads its request', () => {
    const input = ['Alma Fernhollow hurt herself.', 'She is well.'];
    const document = request(MODERATIONS, { model: 'omni-moderation-latest', input });
    expect(document).toMatchObject({ model: 'omni-moderation-latest', inputs: 2 });
    expect(texts(document)).toEqual(input);
    const parts = request(MODERATIONS, { input: [{ type: 'text', text: 'Alma' }] });
    expect([parts.inputs, ...texts(parts)]).toEqual([1, 'Alma']);
    expect(request(MODERATIONS, { input: 'Alma' }).inputs).toBe(1);
    const picture = { type: 'image_url', image_url: { url: 'https://a.example/alma.png' } };
    expect(codeOf(() => request(MODERATIONS, { input: [picture] }))).toBe('input_unreadable');
  });

  it('reads its answer', () => {
    const result = {
      flagged: true,
      categories: { violence: true, 'self-harm/intent': false },
      category_scores: { violence: 0.8599265510337075, 'self-harm/intent': 0.00023 },
      category_applied_input_types: { violence: ['text'], 'self-harm/intent': ['text', 'image'] },
    };
    const document = response(MODERATIONS, {
      id: 'modr-970d409ef3bef3b70c73d8232df86e7d',
      model: 'omni-moderation-latest',
      results: [result],
    });
    expect(document.leaves.map(({ text }) => text)).toEqual(['modr-970d409ef3bef3b70c73d8232df86e7d']);
  });
});

describe('stored chat completions', () => {
  it('are read, with their messages', () => {
    const choice = {
      index: 0,
      message: { role: 'assistant', content: 'Alma', tool_calls: null, function_call: null },
      finish_reason: 'stop',
      logprobs: null,
    };
    const stored = {
      object: 'chat.completion',
      id: 'chatcmpl-AyPN',
      model: 'gpt-4o-2024-08-06',
      created: 1738960610,
      request_id: 'req_ded8',
      tool_choice: null,
      usage: { total_tokens: 12345 },
      seed: 494411682280997,
      top_p: 1,
      system_fingerprint: 'fp_50ca',
      input_user: 'clinic-7',
      service_tier: 'default',
      tools: null,
      metadata: { visit: '2031' },
      choices: [choice],
      response_format: null,
    };
    const document = response(STORED, stored);
    expect(texts(document)).toEqual(['clinic-7', '2031', 'Alma']);
    expect([document.inputs, document.model]).toEqual([0, undefined]);
    const message = {
      id: 'chatcmpl-AyPN-0',
      role: 'user',
      content: 'Who is Alma?',
      name: null,
      content_parts: [{ type: 'text', text: 'Petra' }],
    };
    const page = response(MESSAGES, {
      object: 'list',
      data: [message],
      first_id: message.id,
      last_id: message.id,
      has_more: false,
    });
    expect(texts(page)).toEqual(['Who is Alma?', 'Petra']);
    const update = operationAt('/chat/completions/chatcmpl-AyPN');
    expect(texts(request(update, { metadata: { patient: 'Alma' } }))).toEqual(['Alma']);
    const gone = operationAt('/chat/completions/chatcmpl-AyPN', 'DELETE');
    expect(texts(response(gone, { object: 'chat.completion.deleted', id: 'chatcmpl-AyPN', deleted: true }))).toEqual(
      [],
    );
  });
});
