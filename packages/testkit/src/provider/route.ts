import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, type Asked, errorAnswer, jsonAnswer } from './answer.ts';
import { authorizeAzure, authorizeOpenAi } from './authorize.ts';
import { type ChatReply, chatCompletions } from './chat.ts';
import { completions } from './completions.ts';
import { embeddings } from './embeddings.ts';
import { models } from './models.ts';
import { responses } from './responses.ts';

/** How this provider is set up. */
export interface Setup {
  readonly key: string;
  /** Tells whether a bearer is let in. */
  readonly accepts: (token: string) => boolean;
  readonly dimensions: number;
  readonly reply: ChatReply;
  /** UTF-16 code units in each delta of an answer in events. */
  readonly deltaLength: number;
}

/** A request, read to its end. `path` is the request target: path and query. */
export interface Read {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request with its number, and the provider it came to. */
export interface Routed {
  readonly read: Read;
  readonly serial: number;
  readonly setup: Setup;
}

const AZURE_PATH = /^\/openai\/deployments\/([^/]+)(\/.+)$/;
const GENERATING = new Set(['POST /embeddings', 'POST /chat/completions', 'POST /completions', 'POST /responses']);
const OPENAI_PATH = /^\/v1(\/.+)$/;

/** Finds the endpoint, checks the key, and answers as the real one would. */
export async function route({ read, serial, setup }: Routed): Promise<Answer> {
  const url = new URL(read.path, 'http://provider.invalid');
  const azure = AZURE_PATH.exec(url.pathname);
  if (azure !== null) {
    const refusal = authorizeAzure(read.headers, setup);
    if (refusal !== undefined) return refusal;
    if (!url.searchParams.has('api-version')) return azureNotFound();
    const [, deployment = '', endpoint = ''] = azure;
    const model = decodeURIComponent(deployment);
    return (await call({ read, endpoint, serial, setup, model })) ?? azureNotFound();
  }
  const refusal = authorizeOpenAi(read.headers, setup.accepts);
  if (refusal !== undefined) return refusal;
  const endpoint = OPENAI_PATH.exec(url.pathname)?.[1] ?? '';
  return (await call({ read, endpoint, serial, setup })) ?? notFound(read.method, url.pathname);
}

interface Call extends Routed {
  readonly endpoint: string;
  /** On Azure the path names the model and the body need not. */
  readonly model?: string;
}

async function call({ read, endpoint, serial, setup, model }: Call): Promise<Answer | undefined> {
  const name = `${read.method} ${endpoint}`;
  if (name === 'GET /models' && model === undefined) return models();
  if (!GENERATING.has(name)) return undefined;
  const json = parse(read.body);
  if (json === undefined) return errorAnswer(400, { message: 'We could not parse the JSON body of your request.' });
  const asked: Asked = { json: model === undefined ? json : { ...json, model }, serial };
  if (typeof asked.json.model !== 'string') return errorAnswer(400, { message: 'you must provide a model parameter' });
  if (name === 'POST /embeddings') return embeddings(asked, setup.dimensions);
  if (name === 'POST /completions') return completions(asked, setup.deltaLength);
  if (name === 'POST /responses') return responses(asked, setup);
  return chatCompletions(asked, setup);
}

function parse(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function notFound(method: string, path: string): Answer {
  return errorAnswer(404, { message: `Invalid URL (${method} ${path})` });
}

function azureNotFound(): Answer {
  return jsonAnswer({ error: { code: '404', message: 'Resource not found' } }, 404);
}
