import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'packages/openai');
const run = promisify(execFile);
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A program's folder in which `openai` is that version, and the built package beside it. */
function installed(alias: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-openai-'));
  folders.push(folder);
  const own = join(folder, 'node_modules/@sallyport/openai');
  mkdirSync(own, { recursive: true });
  cpSync(join(PACKAGE, 'package.json'), join(own, 'package.json'));
  cpSync(join(PACKAGE, 'dist'), join(own, 'dist'), { recursive: true });
  symlinkSync(realpathSync(join(PACKAGE, 'node_modules', alias)), join(folder, 'node_modules/openai'), 'junction');
  for (const name of ['core', 'guard'])
    symlinkSync(join(ROOT, 'packages', name), join(folder, 'node_modules/@sallyport', name), 'junction');
  symlinkSync(join(ROOT, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'junction');
  return folder;
}

const SAME = `
const sallyport = { companion: 'http://127.0.0.1:9', tokenSource: { getToken: async () => ({}) } };
class Mine extends OpenAI {}
const clients = [new OpenAI({ sallyport }), new Mine({ sallyport }), withSallyport(new Base({ apiKey: 'k' }), sallyport)];
console.log(JSON.stringify([
  ...clients.map((one) => one instanceof OpenAI && one instanceof Base && one.withOptions({}) instanceof Base),
  clients.every(({ apiKey }) => apiKey.trim() === 'sallyport-holds-the-key'),
]));
`;

const TYPED = `
import OpenAI, { APIError, AzureOpenAI, type ClientOptions, withSallyport } from '@sallyport/openai';
import Base from 'openai';
const client: Base = new OpenAI({ timeout: 1_000, sallyport: { companion: 'http://127.0.0.1:9' } });
const messages: OpenAI.Chat.ChatCompletionMessageParam[] = [{ role: 'user', content: 'hello' }];
const options: ClientOptions = { sallyport: { maxBodyBytes: 1 } };
const azure = new AzureOpenAI({ apiVersion: '2024-10-21', sallyport: {} });
withSallyport(new Base({ apiKey: 'x' }), { connection: 'openai' }) satisfies Base;
// @ts-expect-error: not an option of the client
new OpenAI({ sallyporte: {} });
export { APIError, azure, client, messages, options };
`;

describe.each(['openai-5', 'openai-6', 'openai'])('the built package beside %s', (alias) => {
  const folder = installed(alias);

  it('is the guarded client, by import and by require', async () => {
    const imported = `import OpenAI, { withSallyport } from '@sallyport/openai';\nimport Base from 'openai';\n${SAME}`;
    const required = `const OpenAI = require('@sallyport/openai');\nconst { withSallyport } = OpenAI;\nconst Base = require('openai').OpenAI;\n${SAME}`;
    writeFileSync(join(folder, 'program.mjs'), imported);
    writeFileSync(join(folder, 'program.cjs'), required);
    for (const program of ['program.mjs', 'program.cjs']) {
      const { stdout } = await run(process.execPath, [program], { cwd: folder });
      expect(JSON.parse(stdout)).toEqual([true, true, true, true]);
    }
  });

  it('has that version’s own types', async () => {
    writeFileSync(join(folder, 'typed.mts'), TYPED);
    const options = ['--module', 'node16', '--moduleResolution', 'node16', '--strict', '--noEmit', '--skipLibCheck'];
    const args = [...options, '--target', 'es2023', '--types', 'node', '--ignoreConfig', 'typed.mts'];
    const said = await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...args], {
      cwd: folder,
    }).then(
      () => '',
      (cause: unknown) => String(Reflect.get(Object(cause), 'stdout')),
    );
    expect(said).toBe('');
  });
});
