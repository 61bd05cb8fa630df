import type { Sentinel } from '@sallyport/testkit';

/** What is said: all sentences on one line, a few of them that no limit of a header's length cuts off, and one that fits into a name. */
export interface Said {
  readonly line: string;
  readonly short: string;
  readonly id: string;
}

const SHORT = ['NAME', 'SSN', 'MRN', 'DATE'];

/** Says what sentinels say. */
export function sayAll(sentinels: readonly Sentinel[]): Said {
  const sentences = (some: readonly Sentinel[]): string => some.map(({ sentence }) => sentence).join(' ');
  return {
    line: sentences(sentinels),
    short: sentences(sentinels.filter(({ type }) => SHORT.includes(type))),
    id: sentinels.find(({ type }) => type === 'VEHICLE')?.value ?? '',
  };
}

/** A raw call, and the code by which the door refuses it; no code means that it succeeds. */
export interface RawCarrier {
  readonly name: string;
  readonly code?: string;
  readonly path: (said: Said) => string;
  readonly init: (said: Said) => RequestInit;
}

const JSON_TYPE = { 'content-type': 'application/json' } as const;
const EMBED = (input: string): string => JSON.stringify({ model: 'text-embedding-3-small', input });
const post = (body: BodyInit, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...JSON_TYPE, ...headers },
  body,
});

const AT = {
  operation: (name: string, path: string, code = 'operation_unknown'): RawCarrier => ({
    name,
    code,
    path: ({ id, line }) => path.replace('ID', id).replace('LINE', encodeURIComponent(line)),
    init: ({ line }) => post(EMBED(line)),
  }),
  read: (name: string, path: string, code: string): RawCarrier => ({
    name,
    code,
    path: ({ id, line }) => path.replace('ID', id).replace('LINE', encodeURIComponent(line)),
    init: () => ({ method: 'GET' }),
  }),
  body: (name: string, code: string, body: (said: Said) => BodyInit): RawCarrier => ({
    name,
    code,
    path: () => '/embeddings',
    init: (said) => post(body(said)),
  }),
  part: (name: string, part: (said: Said) => object): RawCarrier => ({
    name,
    code: 'input_unreadable',
    path: () => '/chat/completions',
    init: (said) => post(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: [part(said)] }] })),
  }),
  header: (name: string, code?: string): RawCarrier => ({
    name: `header ${name}`,
    ...(code === undefined ? {} : { code }),
    path: () => '/embeddings',
    init: ({ short }) => post(EMBED('fever'), { [name]: short }),
  }),
};

const OVER_JSON = `${'['.repeat(70)}${']'.repeat(70)}`;
const BASE64 = (text: string): string => Buffer.from(text).toString('base64');

/** Calls that a door refuses, and calls whose headers say what must not be passed on. */
export const RAW_CARRIERS: readonly RawCarrier[] = [
  AT.operation('an operation nobody has named', '/holograms'),
  AT.operation('an identifier in the path', '/patients/ID'),
  AT.operation('a deployment named for a patient', '/deployments/ID/embeddings', 'phi_in_structure'),
  AT.operation('a sentence in the path', '/embeddings/LINE', 'path_invalid'),
  AT.operation('a sentence in the query', '/embeddings?note=LINE', 'query_not_allowed'),
  AT.operation('an identifier for an API version', '/deployments/d/embeddings?api-version=ID', 'query_not_allowed'),
  AT.read('a model named for a patient', '/models/ID', 'phi_in_structure'),
  AT.read('an identifier in a filter', '/fine_tuning/jobs?metadata[patient]=ID', 'phi_in_structure'),
  AT.read('an identifier for a page', '/files?after=ID', 'phi_in_structure'),
  AT.read('a sentence in a refused query', '/organization/users?emails=LINE', 'operation_administrative'),
  AT.read('a deployment named for a patient, read', '/deployments/ID/models', 'phi_in_structure'),
  AT.read('a sentence in a query, read', '/models?after=LINE', 'query_not_allowed'),
  {
    ...AT.read('headers of an operation without a body', '/models', 'phi_in_structure'),
    init: ({ short }) => ({ headers: { accept: short, 'content-type': short } }),
  },
  AT.body(
    'a key twice',
    'body_duplicate_key',
    ({ line }) => `{"model":"m","input":${JSON.stringify(line)},"input":"x"}`,
  ),
  AT.body(
    'deep nesting',
    'body_too_deep',
    ({ line }) => `{"model":"m","input":${JSON.stringify(line)},"x":${OVER_JSON}}`,
  ),
  AT.body('no JSON', 'body_not_json', ({ line }) => `input=${line}`),
  AT.body('JSON cut short', 'body_not_json', ({ line }) => EMBED(line).slice(0, -2)),
  AT.body('no UTF-8', 'body_not_utf8', ({ line }) => Buffer.concat([Buffer.from(EMBED(line)), Buffer.from([0xff])])),
  AT.body('a lone surrogate', 'body_lone_surrogate', ({ line }) => EMBED(line).replace('"m', '"\\ud800m')),
  AT.body('a stream', 'stream_unsupported', ({ line }) => JSON.stringify({ model: 'm', input: line, stream: true })),
  AT.body('token ids', 'input_unreadable', ({ line }) => JSON.stringify({ model: 'm', input: [1, 2], user: line })),
  AT.body('a body beyond the outer door’s limit', 'body_too_large', ({ line }) => EMBED(line.repeat(400))),
  AT.body('a body beyond the inner door’s limit', 'body_too_large', ({ line }) => EMBED(line.repeat(2_000))),
  {
    ...AT.body('a form', 'content_type_unsupported', () => ''),
    init: ({ line }) => ({ method: 'POST', body: new URLSearchParams({ line }) }),
  },
  {
    ...AT.body('a file', 'content_type_unsupported', () => ''),
    init: ({ line }) => ({ method: 'POST', body: formOf(line) }),
  },
  {
    ...AT.body('plain text', 'content_type_unsupported', () => ''),
    init: ({ line }) => ({ method: 'POST', body: line }),
  },
  AT.part('a picture', ({ line }) => ({
    type: 'image_url',
    image_url: { url: `data:image/png;base64,${BASE64(line)}` },
  })),
  AT.part('a sound', ({ line }) => ({ type: 'input_audio', input_audio: { data: BASE64(line), format: 'wav' } })),
  AT.part('a file in a message', ({ line }) => ({ type: 'file', file: { filename: line, file_data: BASE64(line) } })),
  AT.header('idempotency-key', 'phi_in_structure'),
  AT.header('accept', 'phi_in_structure'),
  AT.header('sallyport-purpose', 'purpose_invalid'),
  AT.header('sallyport-subject', 'subject_invalid'),
  ...['user-agent', 'cookie', 'x-api-key', 'api-key', 'referer', 'x-patient', 'openai-organization', 'baggage'].map(
    (name) => AT.header(name),
  ),
  ...[
    'sallyport-correlation',
    'sallyport-session',
    'sallyport-review',
    'prefer',
    'x-stainless-lang',
    'x-forwarded-for',
    'traceparent',
  ].map((name) => AT.header(name)),
];

function formOf(line: string): FormData {
  const form = new FormData();
  form.set('purpose', line);
  form.set('file', new File([line], `${line}.txt`, { type: 'text/plain' }));
  return form;
}
