import { describe, expect, it } from 'vitest';
import { codeOf, operationAt, replaced, request, response, texts } from './fixtures/bodies.ts';

// Bodies in the form of the API's reference. Every person is invented.
/** Its id is a leaf too: a path cannot be rewritten. */
const THREAD = '/threads/thread_abc123';

const FUNCTION = {
  type: 'function',
  function: { name: 'find_chart', description: 'Finds a chart', parameters: { type: 'object', properties: {} } },
};

const RUN = {
  id: 'run_abc123',
  object: 'thread.run',
  created_at: 1_699_063_290,
  assistant_id: 'asst_abc123',
  thread_id: 'thread_abc123',
  status: 'requires_action',
  expires_at: 1_699_063_890,
  last_error: null,
  model: 'gpt-4o-2024-08-06',
  instructions: 'Help Dr. Petra Quillane.',
  required_action: {
    type: 'submit_tool_outputs',
    submit_tool_outputs: {
      tool_calls: [
        { id: 'call_Q', type: 'function', function: { name: 'find_chart', arguments: '{"name":"Alma Fernhollow"}' } },
      ],
    },
  },
  tools: [{ type: 'code_interpreter' }],
  metadata: { visit: 'of Alma Fernhollow' },
  usage: { prompt_tokens: 12_345, completion_tokens: 4567, total_tokens: 16_912 },
  temperature: 1,
  truncation_strategy: { type: 'auto', last_messages: null },
  response_format: 'auto',
  tool_choice: 'auto',
  parallel_tool_calls: true,
};

describe('threads', () => {
  it('reads a message', () => {
    const document = request(operationAt(`${THREAD}/messages`), {
      role: 'user',
      content: [{ type: 'text', text: 'What is due for Alma Fernhollow?' }],
      attachments: [{ file_id: 'file-abc123', tools: [{ type: 'file_search' }] }],
      metadata: { visit: '2031' },
    });
    expect(document.inputs).toBe(1);
    expect(texts(document)).toEqual(['What is due for Alma Fernhollow?', '2031']);
    expect(texts(document, 'structure')).toEqual(['thread_abc123', 'file-abc123', 'visit']);
  });

  it.each([
    { type: 'image_url', image_url: { url: 'https://pictures.example/1.png' } },
    { type: 'image_file', image_file: { file_id: 'file-1' } },
    { type: 'input_audio' },
  ])('refuses a part that is no text: %o', (part) => {
    const body = { role: 'user', content: [part] };
    expect(codeOf(() => request(operationAt(`${THREAD}/messages`), body))).toBe('input_unreadable');
  });

  it('reads a run that asks for a stream, and its tools', () => {
    const document = request(operationAt(`${THREAD}/runs`), {
      assistant_id: 'asst_abc123',
      model: 'gpt-4o',
      stream: true,
      additional_messages: [{ role: 'user', content: 'Alma Fernhollow called.' }],
      tools: [FUNCTION],
      truncation_strategy: { type: 'last_messages', last_messages: 10_000 },
    });
    expect(document).toMatchObject({ model: 'gpt-4o', inputs: 1 });
    expect(texts(document, 'structure')).toEqual(['thread_abc123', 'asst_abc123', 'find_chart']);
    expect(texts(document)).toEqual(['Alma Fernhollow called.', 'Finds a chart', 'object']);
  });

  it('reads a run, and rewrites what it waits for', () => {
    const document = response(operationAt(`${THREAD}/runs/run_abc123`, 'GET'), RUN);
    expect(texts(document)).toEqual(['Help Dr. Petra Quillane.', 'name', 'Alma Fernhollow', 'of Alma Fernhollow']);
    expect(replaced(document, { 'Alma Fernhollow': '[NAME]' })).toMatchObject({
      required_action: {
        submit_tool_outputs: { tool_calls: [{ function: { arguments: '{"name":"[NAME]"}' } }] },
      },
    });
  });

  it('reads what tools gave', () => {
    const body = { tool_outputs: [{ tool_call_id: 'call_Q', output: '{"phone":"555-0147"}' }], stream: true };
    const document = request(operationAt(`${THREAD}/runs/run_abc123/submit_tool_outputs`), body);
    expect(texts(document)).toEqual(['phone', '555-0147']);
    expect(document.inputs).toBe(1);
  });
});

describe('vector stores', () => {
  const SEARCH = operationAt('/vector_stores/vs_abc123/search');

  it('reads a search', () => {
    const document = request(SEARCH, {
      query: ['latex allergy of Alma Fernhollow', 'latex'],
      filters: {
        type: 'and',
        filters: [
          { type: 'eq', key: 'patient', value: 'Alma Fernhollow' },
          { type: 'or', filters: [{ type: 'gte', key: 'mrn', value: 4_481_234 }] },
        ],
      },
      ranking_options: { ranker: 'default-2024-11-15', score_threshold: 0.5 },
    });
    expect(document.inputs).toBe(2);
    expect(texts(document, 'structure')).toEqual(['vs_abc123']);
    expect(texts(document)).toEqual([
      'latex allergy of Alma Fernhollow',
      'latex',
      'patient',
      'Alma Fernhollow',
      'mrn',
      '4481234',
    ]);
  });

  it('reads what was found', () => {
    const document = response(SEARCH, {
      object: 'vector_store.search_results.page',
      search_query: ['latex allergy'],
      data: [
        {
          file_id: 'file_123',
          filename: 'fernhollow.txt',
          score: 0.954_321,
          attributes: { author: 'Petra Quillane', year: 2031 },
          content: [{ type: 'text', text: 'Alma Fernhollow is allergic.' }],
        },
      ],
      has_more: false,
      next_page: null,
    });
    expect(texts(document)).toEqual([
      'latex allergy',
      'fernhollow.txt',
      'Petra Quillane',
      '2031',
      'Alma Fernhollow is allergic.',
    ]);
    expect(texts(document, 'structure')).toEqual(['file_123', 'author', 'year']);
  });
});

describe('batches and fine-tuning', () => {
  it('reads a batch', () => {
    const document = response(operationAt('/batches/batch_abc123', 'GET'), {
      id: 'batch_abc123',
      object: 'batch',
      endpoint: '/v1/chat/completions',
      errors: {
        object: 'list',
        data: [{ code: 'invalid_json', message: 'Line 4481234: Alma', param: null, line: 4481 }],
      },
      input_file_id: 'file-abc123',
      completion_window: '24h',
      status: 'completed',
      created_at: 1_711_471_533,
      request_counts: { total: 10_000, completed: 9500, failed: 500 },
      metadata: { customer_id: 'user_123456789' },
    });
    expect(texts(document)).toEqual(['Line 4481234: Alma', 'user_123456789']);
  });

  it('reads a job', () => {
    const document = request(operationAt('/fine_tuning/jobs'), {
      model: 'gpt-4o-mini-2024-07-18',
      training_file: 'file-abc123',
      suffix: 'fernhollow',
      seed: 20_240_601,
      method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 'auto', batch_size: 4096 } } },
    });
    expect(document.model).toBe('gpt-4o-mini-2024-07-18');
    expect(texts(document)).toEqual(['fernhollow']);
    expect(texts(document, 'structure')).toEqual(['file-abc123']);
  });

  it('refuses the picture of a grader', () => {
    const content = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' };
    const grader = { type: 'score_model', name: 'judge', model: 'o3', input: [{ role: 'user', content }] };
    const body = { grader, model_sample: 'x' };
    expect(codeOf(() => request(operationAt('/fine_tuning/alpha/graders/run'), body))).toBe('input_unreadable');
  });
});

describe('pictures and sound', () => {
  const GENERATE = operationAt('/images/generations');
  const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAA'.repeat(4);

  it('reads a prompt', () => {
    const document = request(GENERATE, {
      model: 'gpt-image-1',
      prompt: 'A card for Alma Fernhollow',
      size: '1024x1024',
      quality: 'high',
      n: 1,
      stream: false,
    });
    expect(document).toMatchObject({ model: 'gpt-image-1', inputs: 1 });
    expect(document.leaves.map(({ text }) => text)).toEqual(['A card for Alma Fernhollow']);
  });

  it('passes a picture that was made, and reads what was made of the prompt', () => {
    const url =
      'https://oaidalleapiprodscus.blob.core.windows.net/private/org-1/img-2.png?sig=abc%3D&se=2031-01-02T03%3A04%3A05Z';
    const document = response(GENERATE, {
      created: 1_713_833_628,
      data: [{ b64_json: PICTURE, revised_prompt: 'A card for Alma' }, { url }, { url: 'https://x.example/Alma.png' }],
      usage: { total_tokens: 100_000, input_tokens: 50_000, input_tokens_details: { text_tokens: 10_000 } },
    });
    expect(document.leaves.map(({ text }) => text)).toEqual(['A card for Alma', 'https://x.example/Alma.png']);
  });

  it('reads what is to be said', () => {
    const body = { model: 'gpt-4o-mini-tts', input: 'Alma Fernhollow is due.', voice: 'alloy', response_format: 'mp3' };
    expect(texts(request(operationAt('/audio/speech'), body))).toEqual(['Alma Fernhollow is due.']);
  });

  it('reads a transcript, and takes its log probabilities away with its text', () => {
    const document = response(operationAt('/audio/transcriptions'), {
      task: 'transcribe',
      language: 'english',
      duration: 8.47,
      text: 'Alma Fernhollow is due.',
      logprobs: [{ token: 'Alma', logprob: -0.1, bytes: [65] }],
      segments: [
        { id: 0, seek: 0, start: 0, end: 3.3, text: 'Alma Fernhollow', tokens: [50_364, 440], temperature: 0 },
      ],
      words: [{ word: 'Alma', start: 0, end: 0.4 }],
      usage: { type: 'duration', seconds: 9 },
    });
    expect(texts(document)).toEqual(['Alma Fernhollow is due.', 'Alma Fernhollow', 'Alma']);
    expect(replaced(document, { 'Alma Fernhollow': '[NAME]' })).toMatchObject({
      segments: [{ text: '[NAME]', tokens: null }],
      logprobs: null,
    });
  });
});

describe('a tuned model', () => {
  it('is searched in the path, without its release date', () => {
    const operation = operationAt('/models/ft:gpt-4o-2024-08-06:acme:fernhollow:Zk', 'GET');
    expect(request(operation, '').leaves).toEqual([
      { text: 'ft:gpt-4o:acme:fernhollow:Zk', field: 'model', role: 'structure' },
    ]);
  });
});
