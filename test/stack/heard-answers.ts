/** What came of one request, as it was on the wire. */
export interface HeardAnswer {
  /** `sallyport-session` of the answer; empty where it names none. */
  readonly session: string;
  readonly status: number;
  /** The bytes of the body, once all of it came or the connection broke. */
  readonly body: Promise<Buffer>;
}

/** A `fetch` that lets a test hear the exact bytes of each answer, beside the client that it is given to. */
export function hearing(): { readonly fetch: typeof fetch; readonly answers: readonly HeardAnswer[] } {
  const answers: HeardAnswer[] = [];
  return {
    answers,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const { status, headers } = response;
      const [given, heard] = response.body?.tee() ?? [null, null];
      const body = readAll(heard);
      answers.push({ session: headers.get('sallyport-session') ?? '', status, body });
      return new Response(given, { status, headers });
    },
  };
}

async function readAll(stream: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream ?? []) chunks.push(chunk);
  } catch {
    // What came before it broke is what was heard.
  }
  return Buffer.concat(chunks);
}
