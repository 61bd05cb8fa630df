import { deepFreeze } from '@sallyport/core';
import { type Policy, readPolicy } from '@sallyport/policy';
import { checkConnections } from './check-connections.ts';
import { checkPolicy } from './check-policy.ts';
import { completeConnection } from './complete-connection.ts';
import type { Config } from './config.ts';
import type { ConfigContent } from './config-content.ts';
import type { ConnectionConfig } from './connection-config.ts';
import { connection } from './schema/connection.ts';
import { closed, list } from './schema/words.ts';
import { shapeValidator } from './validate-shape.ts';
import { nameSteps, refuse } from './yaml-source.ts';

/** Content as this replica reads it, with its own paths. */
export interface CompleteContent {
  readonly connections: readonly ConnectionConfig[];
  readonly policy: Policy;
}

const validate = shapeValidator(
  closed(['connections', 'policy'], {
    connections: list('a list of connections', connection),
    policy: { type: 'object', description: 'a policy' },
  }),
);

/**
 * Checks content again that was stored before, perhaps by another release or beside other issuers, and completes it. Raises
 * `config_invalid` whose place begins with `name` and quotes no value.
 */
export function readContent(
  content: unknown,
  {
    name,
    config,
  }: { readonly name: string; readonly config: Pick<Config, 'folder' | 'issuers' | 'samlIssuers' | 'retention'> },
): CompleteContent {
  const shape = validate(content);
  if (shape !== undefined) refuse(`${name}: ${nameSteps(content, shape.path)} ${shape.message}`);
  const { connections: written, policy: document } = content as ConfigContent;
  const connections = written.map((one) => completeConnection(one, config.folder));
  const around = { ...config, connections };
  const read = readPolicy(document);
  if ('faults' in read) {
    const [{ path, message } = { path: [], message: 'is not valid' }] = read.faults;
    return refuse(`${name}: ${nameSteps(content, ['policy', ...path])} ${message}`);
  }
  const fault = checkConnections(around) ?? within('policy', checkPolicy(read, around));
  if (fault !== undefined) refuse(`${name}: ${nameSteps(content, fault.path)} ${fault.message}`);
  return deepFreeze({ connections, policy: read.policy });
}

function within<T extends { readonly path: readonly (string | number)[] }>(key: string, fault: T | undefined) {
  return fault === undefined ? undefined : { ...fault, path: [key, ...fault.path] };
}
