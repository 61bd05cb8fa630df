import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { BenchFailure } from '../bench-failure.ts';
import type { Answer, Handlers } from './questions.ts';

/** A process of the bench's own. */
export interface Child<H extends Handlers> {
  /** Asks it something, and waits for the answer. Rejects with `BenchFailure` when it fails, or ends first. */
  ask<K extends keyof H & string>(what: K, ...argument: Parameters<H[K]>): ReturnType<H[K]>;
  /** Ends it, and waits until it has gone. */
  stop(): Promise<void>;
  /** Ends it also in the middle of something it cannot be asked out of, and waits until it has gone. What it was asked is rejected. */
  kill(): Promise<void>;
}

/** How to start a process. */
export interface ChildOptions {
  /** Arguments of the script. Default none. */
  readonly args?: readonly string[];
  /** The file that gets its standard output and error; its folder is made. */
  readonly logFile: string;
}

/**
 * Starts a script that calls `answerParent`, with this Node, in an environment that says `NODE_ENV=production` and nothing else.
 * Rejects with `BenchFailure` when it ends before it is ready.
 */
export async function startChild<H extends Handlers>(script: URL, options: ChildOptions): Promise<Child<H>> {
  await mkdir(dirname(options.logFile), { recursive: true });
  const log = await open(options.logFile, 'w');
  const child = fork(script, options.args ?? [], {
    serialization: 'advanced',
    execArgv: ['--expose-gc'],
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  const questions = new Questions(child, `${basename(script.pathname)}, which logs to ${options.logFile},`);
  await questions.ready.finally(() => log.close());
  return {
    ask: (what, ...[argument]) => questions.ask(what, argument) as never,
    stop: () => end(child, () => child.disconnect()),
    kill: () => end(child, () => child.kill('SIGKILL')),
  };
}

async function end(child: ChildProcess, how: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  how();
  await ended;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: BenchFailure) => void;
}

/** The questions a process has not answered yet. */
class Questions {
  readonly ready: Promise<unknown>;
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(child: ChildProcess, name: string) {
    this.#child = child;
    this.#name = name;
    this.ready = this.#wait(0);
    child.on('message', (message: Answer | { readonly ready: true }) => {
      this.#take('ready' in message ? { number: 0, value: undefined } : message);
    });
    child.once('exit', (code, signal) => this.#failAll(`${this.#name} ended with ${code ?? signal}`));
  }

  ask(what: string, argument: unknown): Promise<unknown> {
    this.#asked += 1;
    const answer = this.#wait(this.#asked);
    this.#child.send({ number: this.#asked, what, argument }, (error) => {
      if (error !== null) this.#failAll(`${this.#name} cannot be reached`);
    });
    return answer;
  }

  #wait(number: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
    });
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    if ('failure' in answer) waiting?.reject(new BenchFailure(`${this.#name} failed: ${answer.failure}`));
    else waiting?.resolve(answer.value);
  }

  #failAll(words: string): void {
    for (const { reject } of this.#waiting.values()) reject(new BenchFailure(words));
    this.#waiting.clear();
  }
}
