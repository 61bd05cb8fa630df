import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to whoever asks for any (RFC 6335 §6; Linux begins at 32,768), so that none takes it meanwhile. */
const FIRST = 10_240;
const END = 32_000;
const MOST_TRIES = 100;

/**
 * A port on 127.0.0.1 that nobody listens on, for what must know its own address before it listens: drawn by chance, so that two who ask at
 * once get two. Rejects with the system's error when a hundred are taken.
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries++) {
    const port = randomInt(FIRST, END);
    const server = createServer();
    try {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      continue;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
