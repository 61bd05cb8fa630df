// Retrieval-augmented generation: finds the notes that are nearest to a question, and streams an answer from them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import OpenAI from '@sallyport/openai'; // was: from 'openai'

const [
  folder = join(import.meta.dirname, '../notes'),
  question = 'pacemaker interrogation: battery voltage, lead impedance, pacing threshold',
] = process.argv.slice(2);
const client = new OpenAI();

async function embed(input: string[]): Promise<readonly (readonly number[])[]> {
  const { data } = await client.embeddings.create({ model: 'stand-in-embedding', input });
  return data.map(({ embedding }) => embedding);
}

const files = (await readdir(folder)).filter((file) => file.endsWith('.txt')).sort();
const notes = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
const vectors = await embed(notes);
const [asked = []] = await embed([question]);
const scores = vectors.map((vector) => vector.reduce((sum, value, at) => sum + value * (asked[at] ?? 0), 0));
const nearest = scores
  .map((score, at) => ({ score, at }))
  .sort((one, other) => other.score - one.score)
  .slice(0, 2);
console.log(`from ${nearest.map(({ at }) => files[at]).join(', ')}:`);

const stream = await client.chat.completions.create({
  model: 'stand-in-chat',
  stream: true,
  messages: [
    { role: 'system', content: 'Answer from the notes alone.' },
    ...nearest.map(({ at }) => ({ role: 'user' as const, content: notes[at] ?? '' })),
    { role: 'user', content: question },
  ],
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
process.stdout.write('\n');
