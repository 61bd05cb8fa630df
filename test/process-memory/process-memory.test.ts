import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFolder } from '../leak/stage/read-folder.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type MemoryStage, startMemoryStage } from './memory-stage.ts';
import { searchMemory } from './search-memory.ts';

const CALLS = 5;
const ASKED = ['/v1/trust', '/readyz', '/log/checkpoint', '/.well-known/jwks.json', '/nowhere'];

/** Uses the companion, and gives all that it answered. */
async function use(stage: MemoryStage): Promise<readonly string[]> {
  const answers: string[] = [];
  for (let calls = 0; calls < CALLS; calls++) answers.push(await stage.call());
  for (const path of ASKED) answers.push(JSON.stringify(await rawCall(stage.url, { method: 'GET', path })));
  return answers;
}

/** The files of a folder in which a text stands as it is. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const files = await readFolder(folder);
  expect(files.size).toBeGreaterThan(10);
  return [...files].filter(([, bytes]) => bytes.includes(text)).map(([path]) => path);
}

// Where there is no /proc, memory cannot be read this way: the test says that it was skipped.
describe.skipIf(!existsSync('/proc/self/mem'))(
  'the provider’s secret, searched for through the operating system',
  () => {
    describe('with federation', () => {
      let stage: MemoryStage;
      let answers: readonly string[] = [];
      beforeAll(async () => {
        stage = await startMemoryStage('federation');
        answers = await use(stage);
      });
      afterAll(() => stage.close());

      it('is not in the memory of the companion, where the short-lived token is found', async () => {
        const [token = ''] = stage.clouds.tokens;
        expect(token).not.toBe('');
        expect(await searchMemory(stage.pid, [stage.provider.key, token])).toEqual(new Set([token]));
      });

      it('is not in the database, the log or an answer, and neither is the short-lived token', async () => {
        expect(answers.filter((answer) => answer.includes('"status":200'))).toHaveLength(CALLS + ASKED.length - 1);
        for (const text of [stage.provider.key, ...stage.clouds.tokens]) {
          expect(answers.join('\n')).not.toContain(text);
          expect(await filesWith(stage.folder, text)).toEqual([]);
        }
      });
    });

    describe('with a sealed key', () => {
      let stage: MemoryStage;
      let answers: readonly string[] = [];
      beforeAll(async () => {
        stage = await startMemoryStage('static');
        answers = await use(stage);
      });
      afterAll(() => stage.close());

      it('is in the memory of the companion: the same search finds it', async () => {
        expect(await searchMemory(stage.pid, [stage.provider.key])).toEqual(new Set([stage.provider.key]));
      });

      it('and nowhere else: not in the database, the log or an answer', async () => {
        expect(answers.filter((answer) => answer.includes('"status":200'))).toHaveLength(CALLS + ASKED.length - 1);
        expect(answers.join('\n')).not.toContain(stage.provider.key);
        expect(await filesWith(stage.folder, stage.provider.key)).toEqual([]);
      });
    });
  },
);
