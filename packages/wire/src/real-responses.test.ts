import { describe, expect, it } from 'vitest';
import { operationAt, replaced, request, response, texts } from './fixtures/bodies.ts';
import { PICTURE, SEALED, TURN } from './fixtures/turn.test-support.ts';

// Bodies in the form of the API's reference, as openai-node 7.57 types them. Every person is invented.
const CREATE = operationAt('/responses');
const RETRIEVE = operationAt('/responses/resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41', 'GET');

const TOOLS = [
  {
    type: 'function',
    name: 'find_chart',
    description: 'Finds a chart',
    strict: true,
    parameters: {
      type: 'object',
      properties: { mrn: { type: 'integer' } },
      required: ['mrn'],
      additionalProperties: false,
    },
  },
  { type: 'web_search', filters: { allowed_domains: ['pubmed.ncbi.nlm.nih.gov'] }, search_context_size: 'low' },
  { type: 'file_search', vector_store_ids: ['vs_1'], filters: { type: 'eq', key: 'visit', value: 4481234 } },
  { type: 'mcp', server_label: 'charts', server_url: 'https://mcp.acme.example/sse', require_approval: 'never' },
  { type: 'code_interpreter', container: { type: 'auto', file_ids: ['file-1'], memory_limit: '4g' } },
  { type: 'image_generation', quality: 'high', size: '1024x1024', output_format: 'png' },
];

describe('responses.create', () => {
  const body = {
    model: 'gpt-5.5',
    instructions: 'Be kind to Alma.',
    input: TURN,
    tools: TOOLS,
    tool_choice: 'auto',
    reasoning: { effort: 'low', summary: 'auto' },
    text: { format: { type: 'text' }, verbosity: 'low' },
    include: ['reasoning.encrypted_content'],
    metadata: { visit: '2031' },
    store: false,
    stream: true,
    prompt_cache_key: 'clinic-7',
    max_output_tokens: 2048,
  };

  it('reads its request', () => {
    const document = request(CREATE, body);
    expect(document).toMatchObject({ model: 'gpt-5.5', inputs: 9 });
    expect(texts(document)).toEqual([
      'Be kind to Alma.',
      'You answer for Dr. Petra Quillane.',
      'What is due for Alma Fernhollow?',
      'alma.txt',
      ...['mrn', '4481234', 'name', 'Alma Fernhollow'],
      ...['phone', '555-0147'],
      'Alma is due.',
      ...['Alma', ''],
      'Alma agreed',
      ...['Finds a chart', 'object', 'integer', 'mrn'],
      '4481234',
      '2031',
      'clinic-7',
    ]);
    expect(texts(document, 'structure')).toEqual([
      'file-6F2ksmvXxt4VdoqmHRw6kL',
      'rs_67ccfd31',
      ...['fc_67ca09c6', 'call_DdmO9pD3', 'find_chart', 'call_DdmO9pD3'],
      ...['msg_67ccd3ac', 'call_s', 'mcpr_1', 'msg_1'],
      ...['find_chart', 'mrn', 'pubmed ncbi nlm nih gov', 'vs_1', 'visit', 'charts', 'mcp acme example sse', 'file-1'],
      'visit',
    ]);
  });

  it('reads a plain question', () => {
    const document = request(CREATE, { model: 'gpt-5.5', input: 'Who is Alma Fernhollow?' });
    expect([document.inputs, ...texts(document)]).toEqual([1, 'Who is Alma Fernhollow?']);
  });

  it('rewrites its request', () => {
    const document = request(CREATE, body);
    const changed = { 'Alma Fernhollow': '[NAME]', '555-0147': '[PHONE]', 'Alma is due.': '[NAME] is due.' };
    const text = JSON.stringify(replaced(document, changed));
    expect(text).toContain(JSON.stringify('{"mrn": 4481234, "name": "[NAME]"}'));
    expect(text).toContain(JSON.stringify('{"phone":"[PHONE]"}'));
    expect(text).toContain(SEALED);
  });

  const usage = {
    input_tokens: 12345,
    input_tokens_details: { cached_tokens: 1024 },
    output_tokens: 2048,
    total_tokens: 14393,
  };
  const answer = {
    id: 'resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41',
    object: 'response',
    created_at: 1741476777,
    completed_at: 1741476779,
    status: 'completed',
    background: false,
    billing: { payer: 'developer' },
    error: null,
    incomplete_details: null,
    instructions: 'Be kind to Alma.',
    max_output_tokens: null,
    model: 'gpt-5.5-2026-04-23',
    output: [
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'Alma asked.' }],
        encrypted_content: SEALED,
      },
      {
        type: 'web_search_call',
        id: 'ws_1',
        status: 'completed',
        action: {
          type: 'search',
          query: 'latex',
          queries: ['latex'],
          sources: [{ type: 'url', url: 'https://latex.example/' }],
        },
      },
      {
        type: 'file_search_call',
        id: 'fs_1',
        status: 'completed',
        queries: ['Alma'],
        results: [
          { file_id: 'file-1', filename: 'a.txt', score: 0.91, text: 'Alma is well', attributes: { visit: '2031' } },
        ],
      },
      {
        type: 'function_call',
        id: 'fc_1',
        call_id: 'call_1',
        name: 'book',
        arguments: '{"phone":5550147}',
        status: 'completed',
      },
      {
        type: 'code_interpreter_call',
        id: 'ci_1',
        container_id: 'cntr_1',
        status: 'completed',
        code: 'age = 91',
        outputs: [{ type: 'logs', logs: '91' }],
      },
      {
        type: 'image_generation_call',
        id: 'ig_1',
        status: 'completed',
        result: PICTURE,
        size: '1024x1024',
        quality: 'high',
        output_format: 'png',
        background: 'opaque',
        revised_prompt: 'a fern',
      },
      {
        type: 'mcp_list_tools',
        id: 'mcpl_1',
        server_label: 'charts',
        tools: [
          {
            name: 'find',
            description: null,
            input_schema: { type: 'object', properties: {} },
            annotations: { readOnlyHint: true },
          },
        ],
      },
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [
          {
            type: 'output_text',
            text: 'Alma Fernhollow is due.',
            annotations: [
              {
                type: 'url_citation',
                start_index: 0,
                end_index: 12345,
                title: 'On latex',
                url: 'https://latex.example/',
              },
            ],
            logprobs: [{ token: 'Alma', bytes: [65], logprob: -0.1, top_logprobs: [] }],
          },
        ],
      },
    ],
    parallel_tool_calls: true,
    previous_response_id: null,
    prompt_cache_retention: '24h',
    reasoning: { effort: 'low', summary: 'detailed' },
    service_tier: 'default',
    store: true,
    temperature: 1,
    text: { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: 'auto',
    tools: [],
    top_logprobs: 5,
    top_p: 1,
    truncation: 'disabled',
    usage,
    user: null,
    metadata: {},
  };

  it.each([CREATE, RETRIEVE])('reads its answer, new and stored: $id', (operation) => {
    const document = response(operation, answer);
    expect(document.inputs).toBe(0);
    expect(texts(document)).toEqual([
      'Be kind to Alma.',
      'Alma asked.',
      ...['latex', 'latex', 'https://latex.example/'],
      ...['Alma', 'a.txt', 'Alma is well', '2031'],
      ...['phone', '5550147'],
      ...['age = 91', '91'],
      'a fern',
      'object',
      ...['Alma Fernhollow is due.', 'On latex', 'https://latex.example/'],
    ]);
    expect(texts(document, 'structure')).toEqual([
      ...['resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41', 'rs_1', 'ws_1', 'fs_1', 'file-1', 'visit'],
      ...['fc_1', 'call_1', 'book', 'ci_1', 'cntr_1', 'ig_1', 'mcpl_1', 'charts', 'find', 'readOnlyHint', 'msg_1'],
    ]);
  });

  it('blanks the tokens of a text that changed, and of no other', () => {
    const spelled = { logprobs: [{ token: 'Alma' }] };
    const content = [
      { type: 'output_text', text: 'Alma', ...spelled },
      { type: 'output_text', text: 'Petra', ...spelled },
    ];
    const changed = replaced(response(CREATE, { output: [{ type: 'message', content }] }), { Alma: '[NAME]' });
    expect(changed).toMatchObject({
      output: [
        {
          content: [
            { text: '[NAME]', logprobs: null },
            { text: 'Petra', ...spelled },
          ],
        },
      ],
    });
  });

  it.each([
    ['a picture', [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:image/png;base64,AAAA' }] }]],
    ['a file', [{ role: 'user', content: [{ type: 'input_file', file_data: 'data:application/pdf;base64,AAAA' }] }]],
    ['a link to a file', [{ role: 'user', content: [{ type: 'input_file', file_url: 'https://a.example/b.pdf' }] }]],
    ['sound', [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }] }]],
    [
      'a screenshot',
      [{ type: 'computer_call_output', output: { type: 'computer_screenshot', image_url: 'https://a.example' } }],
    ],
    ['a picture given back', [{ type: 'image_generation_call', id: 'ig_1', result: PICTURE }]],
    ['a picture as something sealed', [{ type: 'reasoning', encrypted_content: PICTURE }]],
    ['an item no one has named', [{ type: 'hologram', text: 'Alma' }]],
    [
      'tokens that spell a text',
      [{ type: 'message', content: [{ type: 'output_text', text: '', logprobs: [{ token: 'Alma' }] }] }],
    ],
    ['token ids', [1, 2]],
  ])('refuses %s', (_name, input) => {
    expect(() => request(CREATE, { model: 'gpt-5.5', input })).toThrowError(
      expect.objectContaining({ code: 'input_unreadable' }),
    );
  });

  it('takes pictures and files that were uploaded, by their ids', () => {
    const content = [
      { type: 'input_image', file_id: 'file-1', detail: 'auto' },
      { type: 'input_file', file_id: 'file-2' },
    ];
    const document = request(CREATE, { input: [{ role: 'user', content }] });
    expect(document.leaves.map(({ text, role }) => [text, role])).toEqual([
      ['file-1', 'structure'],
      ['file-2', 'structure'],
    ]);
  });
});
