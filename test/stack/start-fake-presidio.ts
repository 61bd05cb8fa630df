import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Presidio analyzer that knows the words it is told, and what it was asked. */
export interface FakePresidio {
  readonly url: string;
  readonly texts: readonly string[];
  close(): Promise<void>;
}

/** Starts one, which takes each of the words for a person. */
export async function startFakePresidio(words: readonly string[], port = 0): Promise<FakePresidio> {
  const texts: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { text } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { text: string };
      texts.push(text);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(words.flatMap((word) => findings(text, word))));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, texts, close: () => close(server) };
}

/** Offsets are in code points, as Presidio's are. */
function findings(text: string, word: string): readonly object[] {
  return [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => {
    const start = [...text.slice(0, index)].length;
    return { entity_type: 'PERSON', start, end: start + [...word].length, score: 0.85 };
  });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
