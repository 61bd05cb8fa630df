// What the tests of the examples run them on: both doors, with a stand-in for the provider behind them.

import { type Stack, type StackOptions, startStack } from '../../test/stack/start-stack.ts';
import { type Ran, runNode } from '../demo/run-node.ts';

/** Both doors and a provider, for examples that run as programs of their own. */
export interface ExampleStage {
  readonly stack: Stack;
  /** Runs an example: `settings` joins its environment, in which there is no provider key. */
  run(args: readonly string[], settings?: Readonly<Record<string, string>>): Promise<Ran>;
  /** All bodies that reached the provider, as text. */
  received(): string;
  close(): Promise<void>;
}

/** Starts a companion and what it needs on loopback. */
export async function startExamples(options: StackOptions = {}): Promise<ExampleStage> {
  const stack = await startStack(options);
  const { issuer, clientId, clientSecret } = stack.identityProvider;
  const environment = {
    SALLYPORT_URL: stack.companion.url,
    SALLYPORT_OIDC_ISSUER: issuer,
    SALLYPORT_OIDC_CLIENT_ID: clientId,
    SALLYPORT_OIDC_CLIENT_SECRET: clientSecret,
    SALLYPORT_SPOOL: 'memory',
  };
  return {
    stack,
    run: (args, settings = {}) => runNode(args, { ...environment, ...settings }),
    received: () => stack.provider.requests.map(({ body }) => body.toString('utf8')).join('\n'),
    close: () => stack.close(),
  };
}
