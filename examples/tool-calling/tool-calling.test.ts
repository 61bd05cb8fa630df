import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleStage, startExamples } from '../stage/start-examples.ts';

let stage: ExampleStage;
beforeAll(async () => {
  stage = await startExamples();
});
afterAll(() => stage.close());

it('runs the tool here, and sends the model neither the question’s identifiers nor those that the tool gives', async () => {
  stage.stack.provider.reply = ({ messages }) => {
    const said = messages.find(({ role }) => role === 'tool');
    if (said !== undefined) return `The model was told: ${String(said.content)}`;
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: 'nextVisits', arguments: '{"limit":1}' },
    } as const;
    return { content: null, tool_calls: [call] };
  };
  const { exitCode, output } = await stage.run([resolve(import.meta.dirname, 'app.ts')]);
  expect(output).toContain('the model looks up 1 visits');
  expect(output).toMatch(/The model was told: .*\[DATE\].*\[NAME\]/);
  expect(exitCode).toBe(0);
  for (const identifier of ['Achterberg', '321-54-9876', 'Brackenridge', '2026-03-14']) {
    expect(stage.received()).not.toContain(identifier);
  }
});
