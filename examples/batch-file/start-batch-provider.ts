import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A stand-in for a provider that runs batches, each done when it is first asked for again. */
export interface BatchProvider {
  /** `http://127.0.0.1:PORT/v1` */
  readonly url: string;
  /** All bodies it received, as text. */
  received(): string;
  close(): void;
}

interface Line {
  readonly custom_id: string;
  readonly body: { readonly model: string; readonly messages: readonly { readonly content: string }[] };
}

/** Starts one on loopback. It answers each line with what the line said. */
export async function startBatchProvider(): Promise<BatchProvider> {
  const bodies: Buffer[] = [];
  let lines: readonly Line[] = [];
  const answer = async (request: IncomingMessage): Promise<object | string> => {
    const body = await buffer(request);
    bodies.push(body);
    const name = `${request.method} ${request.url}`;
    if (name === 'POST /v1/files') {
      lines = await uploaded(request, body);
      return {
        id: 'file-in',
        object: 'file',
        bytes: body.length,
        created_at: 1,
        filename: 'b.jsonl',
        purpose: 'batch',
      };
    }
    if (name === 'GET /v1/files/file-out/content')
      return lines.map((line) => JSON.stringify(answered(line))).join('\n');
    const status = name === 'POST /v1/batches' ? 'in_progress' : 'completed';
    return { ...BATCH, status, ...(status === 'completed' ? { output_file_id: 'file-out' } : {}) };
  };
  const server = createServer((request, response) => {
    void answer(request).then((said) => {
      const text = typeof said === 'string';
      response.setHeader('content-type', text ? 'application/octet-stream' : 'application/json');
      response.end(text ? said : JSON.stringify(said));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received: () => bodies.map((body) => body.toString('utf8')).join('\n'),
    close: () => server.close(),
  };
}

const BATCH = Object.freeze({
  id: 'batch_1',
  object: 'batch',
  endpoint: '/v1/chat/completions',
  input_file_id: 'file-in',
  completion_window: '24h',
  created_at: 1,
});

async function uploaded({ headers }: IncomingMessage, body: Buffer): Promise<readonly Line[]> {
  const type = { 'content-type': headers['content-type'] ?? '' };
  const file = (await new Response(new Uint8Array(body), { headers: type }).formData()).get('file');
  const text = file instanceof File ? await file.text() : '';
  return text.split('\n').map((line) => JSON.parse(line) as Line);
}

function answered({ custom_id, body }: Line): object {
  const message = { role: 'assistant', content: `You said: ${body.messages[0]?.content}`, refusal: null };
  const choice = { index: 0, message, logprobs: null, finish_reason: 'stop' };
  const completion = { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: body.model, choices: [choice] };
  return {
    id: 'batch_req_1',
    custom_id,
    response: { status_code: 200, request_id: 'req_1', body: completion },
    error: null,
  };
}
