// A batch: requests as lines of a file, uploaded, run by the provider in its own time, and their answers downloaded.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI, { toFile } from '@sallyport/openai'; // was: from 'openai'

const NOTES = [
  'Rosalind Achterberg, SSN 321-54-9876, has glaucoma in both eyes.',
  'Emeka Vanterpool, MRN: 4471208, was seen 03/14/2026 for gout.',
];

const client = new OpenAI();
const lines = NOTES.map((content, at) =>
  JSON.stringify({
    custom_id: `note-${at + 1}`,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'stand-in-chat', messages: [{ role: 'user', content: `Shorten: ${content}` }] },
  }),
);
const file = await client.files.create({
  purpose: 'batch',
  file: await toFile(Buffer.from(lines.join('\n')), 'b.jsonl'),
});
let batch = await client.batches.create({
  input_file_id: file.id,
  endpoint: '/v1/chat/completions',
  completion_window: '24h',
});
while (batch.status !== 'completed') {
  await sleep(50);
  batch = await client.batches.retrieve(batch.id);
}
const answers = await client.files.content(batch.output_file_id ?? '');
for (const line of (await answers.text()).trim().split('\n')) {
  const { custom_id: id, response } = JSON.parse(line) as {
    readonly custom_id: string;
    readonly response: { readonly body: OpenAI.Chat.ChatCompletion };
  };
  console.log(`${id}: ${response.body.choices[0]?.message.content}`);
}
