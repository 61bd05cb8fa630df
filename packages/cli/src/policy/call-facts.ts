import { BUILT_IN_DETECT, type Config, inspectBody } from '@sallyport/companion';
import { CONNECTION_KINDS, type Operation, SallyportError, suggest, systemClock } from '@sallyport/core';
import type { Question } from '@sallyport/policy';
import { type Api, apiOfKind, declaredApi, hasBody } from '@sallyport/wire';
import { readWhole } from '../scan/read-text.ts';
import type { Terminal } from '../terminal.ts';

/** What the options of `policy explain` say of a call. */
export interface CallOptions {
  readonly as?: string;
  readonly issuer?: string;
  readonly group?: readonly string[];
  readonly client?: string;
  readonly nature?: NonNullable<Question['nature']>;
  readonly connection: string;
  readonly baa?: NonNullable<Question['baa']>;
  readonly operation: string;
  readonly model?: string;
  readonly contentType?: string;
  readonly purpose?: NonNullable<Question['purpose']>;
  readonly source?: string;
  /** Milliseconds since the Unix epoch. Default: now. */
  readonly time?: number;
}

const MAX_DEPTH = 64;

/**
 * What a policy may look at, of a call: what the options say, and what is in the body on standard input, found as a door finds it. Raises `operation_unknown`,
 * `connection_unknown`, and what a door would: `body_*`, `input_unreadable`, `phi_in_structure`.
 */
export async function callFacts(
  options: CallOptions,
  { terminal, connections }: { readonly terminal: Terminal; readonly connections: Config['connections'] },
): Promise<Question> {
  const connection = connections.find(({ name }) => name === options.connection);
  if (connections.length > 0 && connection === undefined) {
    const near = suggest(
      options.connection,
      connections.map(({ name }) => name),
    );
    throw new SallyportError('connection_unknown', near === undefined ? {} : { place: `did you mean ${near}?` });
  }
  const operation = findOperation(options.operation, connection);
  const body = hasBody(operation) ? await readWhole(terminal.stdin) : new Uint8Array();
  const { contentType = null } = options;
  const type = contentType === null ? {} : { contentType };
  const facts = await inspectBody({ operation, body, detect: BUILT_IN_DETECT, maxDepth: MAX_DEPTH, ...type });
  const { found: entities, inputs, media, model = options.model } = facts;
  return {
    ...callerOf(options),
    operation: operation.id,
    connection: options.connection,
    ...defined({ baa: connection?.baa ?? options.baa, model }),
    entities,
    inputs,
    ...(media.length === 0 ? {} : { media }),
    bodyBytes: body.length,
  };
}

function callerOf({ as, issuer, group, client, nature, source, purpose, time }: CallOptions) {
  return {
    ...defined({ subject: as, issuer, client, nature, source, purpose }),
    groups: group ?? [],
    time: time ?? systemClock.now(),
  };
}

function findOperation(id: string, connection: Config['connections'][number] | undefined): Operation {
  const apis = connection === undefined ? CONNECTION_KINDS.map(apiOfKind) : [apiOf(connection)];
  const operations = apis.flatMap((api) => api.operations);
  const operation = operations.find((one) => one.id === id);
  if (operation !== undefined) return operation;
  const near = suggest(
    id,
    operations.map((one) => one.id),
  );
  throw new SallyportError('operation_unknown', near === undefined ? {} : { place: `did you mean ${near}?` });
}

function apiOf({ kind, operations = [] }: Config['connections'][number]): Api {
  return kind === 'http' ? declaredApi(operations) : apiOfKind(kind);
}

/** The same object without the properties that are `undefined`. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as never;
}
