import GuardedOpenAI from '@sallyport/openai';
import { startMirror } from '@sallyport/testkit';
import PlainOpenAI from 'openai';
import { startStack } from '../../stack/start-stack.ts';
import { findClientMethods } from '../client/client-methods.ts';

/** Both doors before a mirror, and the client's methods. */
export type ConformanceStage = Awaited<ReturnType<typeof startConformanceStage>>;

/** The two ways in: by both doors, and by the outer one alone. */
export const DOORS = ['guarded', 'plain'] as const;

/** Starts the stack once for all operations. */
export async function startConformanceStage() {
  const mirror = await startMirror();
  const stack = await startStack({ baseUrl: mirror.url, providerKey: mirror.key });
  const token = await stack.identityProvider.issueToken({ expiresIn: 3600 });
  const baseURL = `${stack.companion.url}/c/openai/v1`;
  const methods = new Map((await findClientMethods()).map((method) => [method.route, method]));
  const guarded = new GuardedOpenAI({ maxRetries: 0, adminAPIKey: 'unused', sallyport: stack.settings });
  return {
    mirror,
    stack,
    methods,
    clients: {
      guarded: guarded as PlainOpenAI,
      plain: new PlainOpenAI({ baseURL, apiKey: token, adminAPIKey: token, maxRetries: 0 }),
    },
    close: async () => {
      await stack.close();
      await mirror.close();
    },
  };
}
