import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { BenchFailure } from '../bench-failure.ts';
import { type ReadResponse, ResponseReader } from './response-reader.ts';

interface Waiting {
  readonly resolve: (response: ReadResponse) => void;
  readonly reject: (cause: unknown) => void;
}

/** One HTTP/1.1 connection that is kept for many requests, one at a time. */
export class KeptConnection {
  readonly #socket: Socket;
  readonly #reader = new ResponseReader();
  #waiting: Waiting | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', (cause) => this.#waiting?.reject(cause));
    socket.on('close', () => this.#waiting?.reject(new BenchFailure('the server closed a kept connection')));
  }

  /** Connects to an origin. */
  static async open(origin: string): Promise<KeptConnection> {
    const { hostname, port } = new URL(origin);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new KeptConnection(socket);
  }

  /** Sends a whole request, and resolves with the whole response. */
  exchange(request: Buffer): Promise<ReadResponse> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    try {
      const response = this.#reader.push(bytes);
      if (response !== undefined) this.#waiting?.resolve(response);
    } catch (cause) {
      this.#waiting?.reject(cause);
      this.#socket.destroy();
    }
  }
}
