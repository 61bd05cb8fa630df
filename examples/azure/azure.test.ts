import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleStage, startExamples } from '../stage/start-examples.ts';

let stage: ExampleStage;
beforeAll(async () => {
  stage = await startExamples({ kind: 'azure-openai' });
});
afterAll(() => stage.close());

it('embeds and chats by deployment, with no Azure credential in the process', async () => {
  const { exitCode, output } = await stage.run([resolve(import.meta.dirname, 'app.ts')]);
  expect(output).toContain('an embedding of 256 numbers');
  expect(output).toContain('You said: Shorten: [NAME], SSN [SSN], has glaucoma in both eyes.');
  expect(exitCode).toBe(0);
  expect(stage.stack.provider.requests.map(({ path }) => path)).toEqual([
    '/openai/deployments/notes-embedding/embeddings?api-version=2024-10-21',
    '/openai/deployments/notes-chat/chat/completions?api-version=2024-10-21',
  ]);
  expect(stage.received()).not.toMatch(/Achterberg|4471208|321-54-9876/);
});
