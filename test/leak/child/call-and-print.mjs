// A program as an application has it: it makes calls and prints what comes of them. What to say comes on standard input.
import { log, error as printError } from 'node:console';
import { text } from 'node:stream/consumers';
import OpenAI from '@sallyport/openai';

const line = await text(process.stdin);
const client = new OpenAI({ maxRetries: 1, logLevel: process.env.CLIENT_LOG });
const ask = { model: 'gpt-4o', messages: [{ role: 'user', content: line }] };
const path = encodeURIComponent(line);

const calls = [
  () => client.embeddings.create({ model: 'text-embedding-3-small', input: line }),
  () => client.chat.completions.create(ask),
  () => client.withOptions({ logLevel: 'debug' }).chat.completions.create({ ...ask, user: line }),
  () => client.chat.completions.create({ ...ask, metadata: { [line]: 'x' } }),
  async () => Array.fromAsync(await client.chat.completions.create({ ...ask, stream: true })),
  async () => Array.fromAsync(await client.responses.create({ model: 'gpt-4o', input: line, stream: true })),
  () => client.responses.create({ model: 'gpt-4o', input: line }),
  () => client.get(`/patients/${path}`, { query: { note: line } }),
  () => client.post(`https://elsewhere.example/${path}`, { body: ask, headers: { 'x-note': line } }),
  () => client.files.create({ purpose: 'batch', file: new File([line], 'notes.jsonl') }),
  () => client.chat.completions.create(ask, { signal: AbortSignal.abort() }),
];

for (const call of calls) {
  try {
    log('reply', JSON.stringify(await call()));
  } catch (error) {
    printError('error', error);
  }
}
if (process.env.CONTROL === 'yes') log(line);
