import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findSentinels, makeSentinels } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../stack/start-stack.ts';

const PROGRAM = join(import.meta.dirname, 'child/call-and-print.mjs');

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

/** Runs the program, against the built packages, and gives all it printed. */
async function printed(say: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const { issuer, clientId, clientSecret } = stack.identityProvider;
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      SALLYPORT_URL: stack.companion.url,
      SALLYPORT_SPOOL: join(stack.folder, 'spool'),
      SALLYPORT_OIDC_ISSUER: issuer,
      SALLYPORT_OIDC_CLIENT_ID: clientId,
      SALLYPORT_OIDC_CLIENT_SECRET: clientSecret,
      OPENAI_API_KEY: 'sk-left-in-the-environment',
      ...environment,
    },
  });
  child.stdin.end(say);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return `${output}\n${errors}`;
}

describe('a program that prints all its replies and errors', () => {
  it.each([[{ OPENAI_LOG: 'debug' }], [{ OPENAI_LOG: 'info' }], [{ CLIENT_LOG: 'debug', NODE_ENV: 'development' }]])(
    'prints no identifier and no secret under %j',
    async (environment) => {
      const sentinels = makeSentinels();
      const said = sentinels.map(({ sentence }) => sentence).join(' ');
      const output = await printed(said, environment);
      expect(output.match(/^reply/gm)).toHaveLength(6);
      expect(output.match(/^error/gm)).toHaveLength(5);
      expect(findSentinels(output, sentinels)).toEqual([]);
      for (const secret of [stack.provider.key, stack.identityProvider.clientSecret, 'sk-left-in-the-environment']) {
        expect(output).not.toContain(secret);
      }
      expect(JSON.stringify(stack.provider.requests.map(({ headers }) => headers))).not.toContain('sk-left');
    },
  );

  it('would be found out', async () => {
    const sentinels = makeSentinels();
    const said = sentinels.map(({ sentence }) => sentence).join(' ');
    const output = await printed(said, { CONTROL: 'yes' });
    expect(findSentinels(output, sentinels)).toEqual(sentinels.map(({ name }) => name));
  });
});
