import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleStage, startExamples } from '../stage/start-examples.ts';
import { type BatchProvider, startBatchProvider } from './start-batch-provider.ts';

let provider: BatchProvider;
let stage: ExampleStage;
beforeAll(async () => {
  provider = await startBatchProvider();
  stage = await startExamples({ baseUrl: provider.url });
});
afterAll(async () => {
  await stage.close();
  provider.close();
});

it('sends each line redacted, and gives the answers of the batch', async () => {
  const { exitCode, output } = await stage.run([resolve(import.meta.dirname, 'app.ts')]);
  expect(output).toContain('note-1: You said: Shorten: [NAME], SSN [SSN], has glaucoma in both eyes.');
  expect(output).toContain('note-2: You said: Shorten: [NAME], MRN: [MRN], was seen [DATE] for gout.');
  expect(exitCode).toBe(0);
  expect(provider.received()).not.toMatch(/Achterberg|321-54-9876|Vanterpool|4471208/);
});
