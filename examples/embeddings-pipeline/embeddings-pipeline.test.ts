import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExampleStage, startExamples } from '../stage/start-examples.ts';

let stage: ExampleStage;
beforeAll(async () => {
  stage = await startExamples();
});
afterAll(() => stage.close());

it('embeds the notes through both doors, again after a rate limit, and finds the right one', async () => {
  stage.stack.provider.fail({ kind: 'status', status: 429, headers: { 'retry-after-ms': '5' } });
  const question = 'pacemaker interrogation: battery voltage, lead impedance, pacing threshold';
  const folder = resolve(import.meta.dirname, '../notes');
  const { exitCode, output } = await stage.run([resolve(import.meta.dirname, 'app.ts'), folder, question]);
  expect(output).toMatch(/^\d{2,3} passages of 40 notes, each of 256 numbers$/m);
  expect(output).toMatch(/^ {2}0\.\d\d 28-pacemaker-device-check\.txt § \d$/m);
  expect(exitCode).toBe(0);
  expect(stage.received()).toContain('[NAME]');
  expect(stage.received()).not.toContain('Venkataraghavan');
});
