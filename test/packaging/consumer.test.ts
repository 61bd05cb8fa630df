import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sallyport-consumer-'));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a user of the openai package has, with one import changed. */
const USE = `
const client: Base = new OpenAI({ timeout: 1_000, sallyport: { companion: 'http://127.0.0.1:9', connection: 'openai' } });
const clone: OpenAI = new OpenAI().withOptions({ sallyport: { connection: 'other' } });
const azure = new AzureOpenAI({ apiVersion: '2024-10-21', sallyport: {} });
const messages: OpenAI.Chat.ChatCompletionMessageParam[] = [{ role: 'user', content: 'hello' }];
const options: ClientOptions = { sallyport: { maxBodyBytes: 1 } };
const error: unknown = new OpenAI.APIError(400, undefined, undefined, new Headers());
if (error instanceof APIError) error.status satisfies number | undefined;
withSallyport(new Base({ apiKey: 'x' }), { connection: 'openai' }) satisfies Base;
// @ts-expect-error: a connection is named by a string
new OpenAI({ sallyport: { connection: 1 } });
// @ts-expect-error: not an option of the client
new OpenAI({ sallyporte: {} });
export { azure, client, clone, messages, options };
`;
const IMPORTS = "import { APIError, AzureOpenAI, type ClientOptions, withSallyport } from '@sallyport/openai';\n";

describe('a program of somebody else', () => {
  it.each([
    [
      'ES modules',
      'module.mts',
      `import OpenAI from '@sallyport/openai';\nimport Base from 'openai';\n${IMPORTS}${USE}`,
      'node16',
    ],
    [
      'CommonJS',
      'common.cts',
      `import { OpenAI } from '@sallyport/openai';\nimport { OpenAI as Base } from 'openai';\n${IMPORTS}${USE}`,
      'node16',
    ],
    [
      'a bundler',
      'bundled.ts',
      `import OpenAI from '@sallyport/openai';\nimport Base from 'openai';\n${IMPORTS}${USE}`,
      'bundler',
    ],
  ])('has the right types in %s', async (_, name, code, resolution) => {
    writeFileSync(join(folder, name), code);
    const modules = resolution === 'bundler' ? ['--module', 'esnext'] : ['--module', 'node16'];
    const strict = [
      '--strict',
      '--noEmit',
      '--skipLibCheck',
      '--target',
      'es2023',
      '--types',
      'node',
      '--ignoreConfig',
    ];
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const args = [tsc, ...modules, '--moduleResolution', resolution, ...strict, name];
    const said = await run(process.execPath, args, { cwd: folder }).then(
      () => '',
      (cause: unknown) => String(Reflect.get(Object(cause), 'stdout')),
    );
    expect(said).toBe('');
  });

  it('may use what require gives as the class itself, as with openai', async () => {
    const program = `
      const OpenAI = require('@sallyport/openai');
      const Base = require('openai');
      const sallyport = { companion: 'http://127.0.0.1:9', tokenSource: { getToken: async () => ({}) } };
      class Mine extends OpenAI {}
      const clients = [new OpenAI({ sallyport }), new Mine({ sallyport }), new OpenAI.OpenAI({ sallyport })];
      const kinds = clients.map((one) => one instanceof OpenAI && one instanceof Base.OpenAI && one instanceof OpenAI.OpenAI);
      console.log(JSON.stringify([...kinds, clients[1] instanceof Mine, OpenAI.APIError === Base.APIError, OpenAI.__esModule]));
    `;
    const { stdout } = await run(process.execPath, ['-e', program], { cwd: ROOT });
    expect(JSON.parse(stdout)).toEqual([true, true, true, true, true, true]);
  });
});
