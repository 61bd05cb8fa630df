import EVENTS from './events.json' with { type: 'json' };
import { type FactTree, readTree, type WrittenTree } from './fact-tree.ts';
import FACTS from './operations.json' with { type: 'json' };

/** The bodies of one side, by content type. */
export type Bodies = ReadonlyMap<string, FactTree>;

/** What the API's public description says of one operation. */
export interface OperationFacts {
  /** `POST /threads/{thread_id}/runs`, with the query that tells it from another where there is one. */
  readonly name: string;
  readonly method: string;
  /** Below the base URL, without a query. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  /** The parameters of the path, in order. */
  readonly parameters: readonly string[];
  readonly request: Bodies;
  readonly response: Bodies;
  /** The events that its answer may be, by type, each with what its data holds. */
  readonly events: ReadonlyMap<string, FactTree>;
}

type WrittenBodies = Readonly<Record<string, WrittenTree>>;
type WrittenOperation = { readonly request: WrittenBodies; readonly response: WrittenBodies };

/** All 288 operations, in the order of the description. */
export const OPERATION_FACTS: readonly OperationFacts[] = readFacts();

function readFacts(): readonly OperationFacts[] {
  const shapes = new Map<string, FactTree>();
  // A shape is written after those it holds
  for (const [name, written] of Object.entries(FACTS.shapes as unknown as WrittenBodies))
    shapes.set(name, readTree(written, shapes));
  const operations = FACTS.operations as unknown as Readonly<Record<string, WrittenOperation>>;
  return Object.entries(operations).map(([name, { request, response }]) => {
    const [method = '', target = ''] = name.split(' ');
    const [path = '', query = ''] = target.split('?');
    const bodies = (side: WrittenBodies) =>
      new Map(Object.entries(side).map(([type, written]) => [type, readTree(written, shapes)] as const));
    const read = { request: bodies(request), response: bodies(response) };
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter);
    return { name, method, path, query, parameters, ...read, events: eventsOf(name, read.response) };
  });
}

/** The description lists the leaves of all events together; which of them an event has is said by the client's types. */
function eventsOf(name: string, response: Bodies): ReadonlyMap<string, FactTree> {
  const all = response.get('text/event-stream');
  if (all === undefined) return new Map();
  const table = (EVENTS as Readonly<Record<string, Readonly<Record<string, string>>>>)[name];
  if (table === undefined) return new Map([['', all]]);
  const told = new Set(Object.values(table).flatMap((keys) => keys.split(' ')));
  const pick = (keys: readonly string[], type = ''): FactTree => ({
    kinds: '',
    below: new Map(keys.map((key) => [key, fieldOf(all, key, type)] as const)),
  });
  const rest = [...all.below.keys()].filter((key) => key !== 'type' && !told.has(key));
  const events = Object.entries(table).map(([type, keys]) => [type, pick(keys.split(' '), type)] as const);
  return new Map(rest.length === 0 ? events : [...events, ['unheard.of', pick(rest)]]);
}

/** A delta is a string, but for what a shell prints: that is an object of two. */
function fieldOf(all: FactTree, key: string, type: string): FactTree {
  const { kinds, below } = all.below.get(key) ?? { kinds: 's', below: new Map<string, FactTree>() };
  if (key !== 'delta' || below.size === 0) return { kinds, below };
  return type.startsWith('response.shell_call_output') ? { kinds: '', below } : { kinds, below: new Map() };
}
