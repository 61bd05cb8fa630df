import OpenAI from 'openai';

/** A method of the client, and the request it makes. */
export interface ClientMethod {
  /** `chat.completions.create` */
  readonly name: string;
  /** `POST /threads/{thread_id}/runs` with parameters as `{}`: `POST /threads/{}/runs`. */
  readonly route: string;
  /** The names of the path's parameters; the one that is the first argument is `''`. */
  readonly parameters: readonly string[];
}

type Method = (...args: readonly unknown[]) => PromiseLike<unknown>;

/** Methods that make other calls than one of their own: loops, uploads in pieces, parsers. */
const COMPOUND = /poll|upload|waitFor|^(?:stream|parse|runTools|verifySignature|unwrap)$|Stream$/i;

/** Walks the installed client, calls each method against nothing, and reads which request it would have made. */
export async function findClientMethods(): Promise<readonly ClientMethod[]> {
  const asked: string[] = [];
  const fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    asked.push(
      `${init.method?.toUpperCase() ?? 'GET'} ${new URL(String(input)).pathname}${new URL(String(input)).search}`,
    );
    return new Response('{}', { headers: { 'content-type': 'application/json' } });
  };
  const client = new OpenAI({
    apiKey: 'sk-none',
    adminAPIKey: 'sk-none',
    baseURL: 'http://nowhere.invalid',
    maxRetries: 0,
    fetch,
  });
  const found: ClientMethod[] = [];
  for (const { name, owner, key } of methodsOf(client, '')) {
    const method = Reflect.get(owner, key) as Method;
    // Some take an id first, and some do not
    for (const args of [[named()], ['arg-1', named()]]) {
      asked.length = 0;
      await (async () => Reflect.apply(method, owner, args))().catch(() => undefined);
      const route = asked[0];
      if (route === undefined || asked.length > 1 || /object|undefined|%5B/.test(route)) continue;
      found.push(describe(name, route));
      break;
    }
  }
  return found;
}

/** Calls a method with the parameters of its path, in order, and a body or query. */
export function callMethod(
  client: OpenAI,
  method: ClientMethod,
  { parameters, params }: { readonly parameters: readonly string[]; readonly params: object | undefined },
): { asResponse(): Promise<Response> } {
  const steps = method.name.split('.');
  const key = steps.pop() ?? '';
  const owner = steps.reduce<object>((at, step) => Reflect.get(at, step) as object, client);
  const byName = method.parameters.map((name, index) => [name, parameters[index] ?? ''] as const);
  const first = byName.filter(([name]) => name === '').map(([, value]) => value);
  const rest = Object.fromEntries(byName.filter(([name]) => name !== ''));
  const last = params === undefined && Object.keys(rest).length === 0 ? [] : [{ ...rest, ...params }];
  return Reflect.apply(Reflect.get(owner, key) as Method, owner, [...first, ...last]) as unknown as {
    asResponse(): Promise<Response>;
  };
}

interface Found {
  readonly name: string;
  readonly owner: object;
  readonly key: string;
}

function methodsOf(owner: object, prefix: string): readonly Found[] {
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(owner) as object)
    .filter((key) => prefix !== '' && key !== 'constructor' && !key.startsWith('_') && !COMPOUND.test(key))
    .filter((key) => typeof Reflect.get(owner, key) === 'function')
    .map((key) => ({ name: `${prefix}${key}`, owner, key }));
  const resources = Object.keys(owner)
    .map((key) => [key, Reflect.get(owner, key) as unknown] as const)
    .filter(
      ([key, value]) => !key.startsWith('_') && typeof value === 'object' && value !== null && '_client' in value,
    );
  return [...own, ...resources.flatMap(([key, value]) => methodsOf(value as object, `${prefix}${key}.`))];
}

/** Parameters that know every id by its own name, and nothing else. */
function named(): object {
  return new Proxy(
    {},
    { get: (_, key) => (typeof key === 'string' && key.endsWith('_id') ? `prm-${key}` : undefined) },
  );
}

function describe(name: string, route: string): ClientMethod {
  const parameters: string[] = [];
  const plain = route.replaceAll(/arg-1|prm-(\w+)/g, (_, parameter: string | undefined) => {
    parameters.push(parameter ?? '');
    return '{}';
  });
  return { name, route: plain, parameters };
}
