/** A body of a call, in which something is said in one position. */
export interface Carrier {
  readonly name: string;
  /** Below the base URL. */
  readonly path: '/embeddings' | '/chat/completions' | '/completions';
  /** `say` is a text of several sentences; `each` are the sentences. */
  readonly body: (say: string, each: readonly string[]) => object;
}

const EMBED = { model: 'text-embedding-3-small' } as const;
const ASK = { role: 'user', content: 'Please summarise.' } as const;
const CHAT = { model: 'gpt-4o', messages: [ASK] } as const;
const COMPLETE = { model: 'gpt-3.5-turbo-instruct', prompt: 'Please summarise.' } as const;

/** An embedding whose body has these fields. */
export function embedding(name: string, fields: (say: string, each: readonly string[]) => object): Carrier {
  return {
    name: `embeddings: ${name}`,
    path: '/embeddings',
    body: (...said) => ({ ...EMBED, input: 'fever', ...fields(...said) }),
  };
}

/** A chat whose body has these fields. */
export function chat(name: string, fields: (say: string, each: readonly string[]) => object): Carrier {
  return { name: `chat: ${name}`, path: '/chat/completions', body: (...said) => ({ ...CHAT, ...fields(...said) }) };
}

/** A chat with these messages before its last. */
export function message(name: string, messages: (say: string) => readonly object[]): Carrier {
  return chat(`message: ${name}`, (say) => ({ messages: [...messages(say), ASK] }));
}

/** A completion whose body has these fields. */
export function completion(name: string, fields: (say: string, each: readonly string[]) => object): Carrier {
  return {
    name: `completions: ${name}`,
    path: '/completions',
    body: (...said) => ({ ...COMPLETE, ...fields(...said) }),
  };
}

/** A tool call of the assistant. */
export function toolCall(parts: { readonly id?: string; readonly name?: string; readonly arguments?: string }): object {
  const { id = 'call_1', name = 'look_up', arguments: text = '{}' } = parts;
  return {
    role: 'assistant',
    content: null,
    tool_calls: [{ id, type: 'function', function: { name, arguments: text } }],
  };
}

/** A tool of a request. */
export function tool(parts: {
  readonly name?: string;
  readonly description?: string;
  readonly parameters?: object;
}): object {
  const { name = 'look_up', ...rest } = parts;
  return { type: 'function', function: { name, ...rest } };
}
