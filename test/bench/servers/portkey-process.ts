// Starts Portkey's gateway, unchanged. Its own start script listens on every address and offers no other, so the address is set here.
import { Server } from 'node:net';
import { answerParent } from '../process/answer-parent.ts';
import { cpuMicros, memoryUsage } from '../process/usage.ts';

/** What Portkey's process is asked. */
export type PortkeyProcess = typeof handlers;

let listening: Server | undefined;
const listen = Server.prototype.listen;

function listenOnLoopback(this: Server, port: number, _host: unknown, ready: () => void): Server {
  listening = this;
  return listen.call(this, { port, host: '127.0.0.1' }, ready);
}

Reflect.set(Server.prototype, 'listen', listenOnLoopback);
await import(new URL('../peers/node_modules/@portkey-ai/gateway/build/start-server.js', import.meta.url).href);

const handlers = {
  /** The address and port it really listens on. */
  address: async () => listening?.address() ?? null,
  cpu: cpuMicros,
  memory: memoryUsage,
};

answerParent(handlers);
