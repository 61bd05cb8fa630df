import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleStage, startExamples } from '../stage/start-examples.ts';

let stage: ExampleStage;
beforeAll(async () => {
  stage = await startExamples();
});
afterAll(() => stage.close());

it('streams an answer from the nearest notes, masked on the way back', async () => {
  stage.stack.provider.reply = ({ messages }) =>
    `${messages.length} messages were read. Dr. Ottoline Brackenridge wrote the note. The battery is good.`;
  const { exitCode, output } = await stage.run([resolve(import.meta.dirname, 'app.ts')]);
  expect(output).toMatch(/^from 28-pacemaker-device-check\.txt, /m);
  expect(output).toContain('4 messages were read. Dr. [NAME] wrote the note. The battery is good.');
  expect(exitCode).toBe(0);
  expect(stage.received()).toContain('"stream":true');
  expect(stage.received()).not.toMatch(/Venkataraghavan/);
});
