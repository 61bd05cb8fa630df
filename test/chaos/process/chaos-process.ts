import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Line, RELEASE_FD } from './orders.ts';

/** How to start a process. */
export interface ProcessOptions {
  /** The script, in this folder. */
  readonly script: URL;
  /** The open file that gets what it prints on standard error. */
  readonly logFd: number;
  /** The folder where what was compiled once is kept for the next process. */
  readonly cacheFolder: string;
}

const LOAD_QUICKLY = new URL('./load-quickly.ts', import.meta.url);

/** A process that is there to be killed: it takes orders, and says what it does. */
export class ChaosProcess<Order extends object> {
  /** Told of each line it says. */
  onLine: (line: Line) => void = () => undefined;
  /** Resolves once it has ended and all it said was read. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  #unread = '';

  /** Starts it: it loads, and waits for its first order. */
  constructor({ script, logFd, cacheFolder }: ProcessOptions) {
    const args = ['--import', LOAD_QUICKLY.href, fileURLToPath(script)];
    this.#child = spawn(process.execPath, args, {
      env: { NODE_ENV: 'test', NODE_COMPILE_CACHE: cacheFolder },
      stdio: ['ignore', 'pipe', logFd, 'pipe', 'ipc'],
    });
    this.ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    // A dead process takes neither orders nor the release.
    this.#child.on('error', () => undefined);
    this.#releasePipe.on('error', () => undefined);
  }

  /** Gives it an order. One that is dead by then takes none. */
  order(order: Order): void {
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  /** Lets it go on where it froze. */
  release(): void {
    this.#releasePipe.write('\n');
  }

  /** `kill -9`, and waits until it has ended and all it said was read. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  get #releasePipe(): Writable {
    return this.#child.stdio[RELEASE_FD] as Writable;
  }

  /** What a death cut off is no line. */
  #read(text: string): void {
    const lines = (this.#unread + text).split('\n');
    this.#unread = lines.pop() ?? '';
    for (const line of lines) this.onLine(line.split(' '));
  }
}
