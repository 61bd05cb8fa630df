import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleStage, startExamples } from '../stage/start-examples.ts';

let stage: ExampleStage;
beforeAll(async () => {
  stage = await startExamples();
});
afterAll(() => stage.close());

it('guards the instance and its copies, and takes the key from it', async () => {
  const key = 'sk-a-real-provider-key';
  const { exitCode, output } = await stage.run([resolve(import.meta.dirname, 'app.ts')], { OPENAI_API_KEY: key });
  expect(output).toMatch(/^1 embedding, session [0-9a-f-]{36}$/m);
  expect(output).not.toContain(key);
  expect(exitCode).toBe(0);
  expect(stage.received()).toContain('[SSN]');
  expect(stage.received()).not.toMatch(/Achterberg|321-54-9876/);
  expect(JSON.stringify(stage.stack.provider.requests.map(({ headers }) => headers))).not.toContain(key);
});
