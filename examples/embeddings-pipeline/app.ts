// Cuts a folder of notes into passages, embeds them in batches, and answers questions by the nearest of them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import OpenAI from '@sallyport/openai'; // was: from 'openai'

const [folder = join(import.meta.dirname, '../notes'), ...questions] = process.argv.slice(2);
const MODEL = 'stand-in-embedding';
const BATCH = 32;
const client = new OpenAI();

/** A passage of a note, and where it stands in it. */
interface Passage {
  readonly note: string;
  readonly at: number;
  readonly text: string;
}

/** The paragraphs of a note; short ones join the next. */
function passagesOf(note: string, text: string): readonly Passage[] {
  const passages: Passage[] = [];
  let held = '';
  for (const paragraph of [...text.split(/\n{2,}/), '']) {
    if (held.length > 400 || (paragraph === '' && held !== '')) {
      passages.push({ note, at: passages.length, text: held });
      held = '';
    }
    held = held === '' ? paragraph : `${held}\n\n${paragraph}`;
  }
  return passages;
}

async function embed(texts: readonly string[]): Promise<readonly (readonly number[])[]> {
  const batches = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, at) =>
    texts.slice(at * BATCH, (at + 1) * BATCH),
  );
  // Two at a time; what a rate limit refuses, the client tries again by itself.
  const vectors: number[][][] = [];
  const work = batches.entries();
  const worker = async (): Promise<void> => {
    for (const [at, input] of work) {
      const { data } = await client.embeddings.create({ model: MODEL, input });
      vectors[at] = data.map(({ embedding }) => embedding);
    }
  };
  await Promise.all([worker(), worker()]);
  return vectors.flat();
}

const files = (await readdir(folder)).filter((file) => file.endsWith('.txt')).sort();
const notes = await Promise.all(
  files.map(async (file) => passagesOf(file, await readFile(join(folder, file), 'utf8'))),
);
const passages = notes.flat();
const vectors = await embed(passages.map(({ text }) => text));
console.log(`${passages.length} passages of ${files.length} notes, each of ${vectors[0]?.length ?? 0} numbers`);

for (const [at, asked] of (await embed(questions)).entries()) {
  const score = (vector: readonly number[] = []) => vector.reduce((sum, value, i) => sum + value * (asked[i] ?? 0), 0);
  const ranked = passages
    .map((passage, i) => ({ ...passage, score: score(vectors[i]) }))
    .sort((one, other) => other.score - one.score);
  console.log(questions[at]);
  for (const { note, at: part, score } of ranked.slice(0, 3))
    console.log(`  ${score.toFixed(2)} ${note} § ${part + 1}`);
}
