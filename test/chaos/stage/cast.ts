import { EventEmitter, once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { importEventKeys, readTrust } from '@sallyport/ledger';
import { ChaosFailure } from '../chaos-failure.ts';
import type { ClientOrder, CompanionOrder, Line } from '../process/orders.ts';
import { Role } from '../process/role.ts';
import { Book } from './book.ts';
import { Flights } from './flights.ts';
import type { Surroundings } from './open-surroundings.ts';

/** Calls that the client makes at a time. */
const AT_ONCE = 6;

/** Answers that show that all is well again: more than could be on their way from before. */
const ANSWERS = AT_ONCE + 2;

/** How long a thing may stay away before it counts as gone for good. Milliseconds. */
const PATIENCE_MS = 60_000;

type Sign = 'ready' | 'frozen' | 'answered' | 'delivered';

/** The companion and its client, each in a process of its own, and what they say. */
export class Cast {
  readonly companion: Role<CompanionOrder>;
  readonly client: Role<ClientOrder>;
  readonly flights = new Flights();
  readonly #surroundings: Surroundings;
  readonly #signs = new EventEmitter();
  readonly #logFd: number;
  #book: Book | undefined;
  #frozen = false;
  #callers = 0;
  #calls: number | undefined;

  constructor(surroundings: Surroundings) {
    const { folder, configFile, databaseUrl } = surroundings;
    this.#surroundings = surroundings;
    this.#logFd = openSync(join(folder, 'processes.log'), 'a');
    const common = { logFd: this.#logFd, cacheFolder: join(folder, 'compiled') };
    this.companion = new Role({
      ...common,
      name: 'companion',
      script: new URL('../process/companion-process.ts', import.meta.url),
      nextOrder: () => ({ start: { configFile, databaseUrl } }),
      onLine: (line) => this.#hearCompanion(line),
    });
    this.client = new Role({
      ...common,
      name: 'client',
      script: new URL('../process/client-process.ts', import.meta.url),
      nextOrder: () => this.#clientOrder(),
      onLine: (line) => this.#hearClient(line),
    });
  }

  /** What was promised, from the first time on that the companion served. */
  get book(): Book {
    if (this.#book === undefined) throw new ChaosFailure('nothing has begun');
    return this.#book;
  }

  /** Lets the next companion take over, and waits until it serves. */
  async beginCompanion(): Promise<void> {
    const ready = this.until('ready');
    this.#frozen = false;
    this.companion.begin();
    await ready;
    this.#book ??= new Book(await this.#eventKeys());
  }

  /** Lets a companion go on that stands where it was aimed at. */
  letGo(): void {
    if (this.#frozen) this.companion.release();
    this.#frozen = false;
  }

  /** Waits until calls are answered again. */
  async recovered(): Promise<void> {
    for (let answers = 0; answers < ANSWERS; answers++) await this.until('answered');
  }

  /** A last client makes one call, and delivers all that those before it left in the spool. */
  async deliverAll(): Promise<void> {
    this.#calls = 1;
    const delivered = this.until('delivered');
    this.client.begin();
    await delivered;
  }

  /** Waits for a sign. Raises `ChaosFailure` when it does not come. */
  async until(sign: Sign): Promise<void> {
    await once(this.#signs, sign, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {
      this.companion.assertAlive();
      this.client.assertAlive();
      throw new ChaosFailure(`nothing is ${sign} any more, see ${this.#surroundings.folder}`);
    });
  }

  /** Kills all processes. */
  async end(): Promise<void> {
    await Promise.all([this.companion.end(), this.client.end()]);
    closeSync(this.#logFd);
  }

  #clientOrder(): ClientOrder {
    const { identityProvider, folder, config } = this.#surroundings;
    const { issuer, clientId, clientSecret } = identityProvider;
    return {
      companion: config.publicUrl,
      issuer,
      clientId,
      clientSecret,
      spoolFolder: join(folder, 'spool'),
      caller: this.#callers++,
      ...(this.#calls === undefined ? { atOnce: AT_ONCE } : { atOnce: 1, calls: this.#calls }),
    };
  }

  async #eventKeys() {
    const answer = await fetch(`${this.#surroundings.config.publicUrl}/v1/trust`);
    return importEventKeys((await readTrust(new Uint8Array(await answer.arrayBuffer()))).eventKeys);
  }

  #hearCompanion(line: Line): void {
    this.flights.take(line);
    const [word] = line;
    if (word === 'frozen') this.#frozen = true;
    if (word === 'frozen' || word === 'ready') this.#signs.emit(word);
  }

  #hearClient(line: Line): void {
    this.book.take(line);
    const [word] = line;
    if (word === 'answered' || word === 'delivered') this.#signs.emit(word);
  }
}
