// An application of a dozen lines: embeds notes and searches them. It holds no provider key.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import OpenAI from '@sallyport/openai'; // was: from 'openai'

const client = new OpenAI();
const embed = async (input: string[]) =>
  (await client.embeddings.create({ model: 'stand-in-embedding', input })).data.map(({ embedding }) => embedding);

const files = process.argv.slice(2);
const vectors: number[][] = [];
for (const file of files) vectors.push(...(await embed([await readFile(file, 'utf8')])));

const questions = [
  'total knee arthroplasty, cemented femoral and tibial components',
  'pacemaker interrogation: battery voltage, lead impedance, pacing threshold',
  'adalimumab approved for plaque psoriasis after methotrexate',
];
for (const question of questions) {
  const [asked = []] = await embed([question]);
  const score = (vector: number[] = []) => vector.reduce((sum, value, at) => sum + value * (asked[at] ?? 0), 0);
  const [best] = files.map((file, at) => ({ file, score: score(vectors[at]) })).sort((a, b) => b.score - a.score);
  console.log(`${question}  →  ${best ? `${basename(best.file)} (${best.score.toFixed(2)})` : 'nothing'}`);
}
