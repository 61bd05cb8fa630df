import { ChaosFailure } from '../chaos-failure.ts';
import { ChaosProcess, type ProcessOptions } from './chaos-process.ts';
import type { Line } from './orders.ts';

/** What a role is played with. */
export interface RoleOptions<Order> extends ProcessOptions {
  /** `companion`, `client` */
  readonly name: string;
  /** Makes the first order of the next process. */
  readonly nextOrder: () => Order;
  readonly onLine: (line: Line) => void;
}

/** One process after another in the same role. The next one is always loaded already, so that it can take over at once. */
export class Role<Order extends object> {
  readonly #options: RoleOptions<Order>;
  #understudy: ChaosProcess<Order>;
  #player: ChaosProcess<Order> | undefined;
  #failure: ChaosFailure | undefined;

  constructor(options: RoleOptions<Order>) {
    this.#options = options;
    this.#understudy = new ChaosProcess(options);
  }

  /** Lets the next process take over. The one before must have been killed. */
  begin(): void {
    const player = this.#understudy;
    this.#player = player;
    this.#understudy = new ChaosProcess(this.#options);
    player.onLine = this.#options.onLine;
    player.order(this.#options.nextOrder());
    void player.ended.then(() => {
      if (this.#player === player)
        this.#failure = new ChaosFailure(`the ${this.#options.name} ended, and nobody killed it`);
    });
  }

  order(order: Order): void {
    this.#player?.order(order);
  }

  release(): void {
    this.#player?.release();
  }

  /** Kills the process that plays, and waits until all it said was read. */
  async kill(): Promise<void> {
    const player = this.#player;
    this.#player = undefined;
    await player?.kill();
  }

  /** Raises `ChaosFailure` once a process has ended by itself. */
  assertAlive(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Kills both processes. */
  async end(): Promise<void> {
    await Promise.all([this.kill(), this.#understudy.kill()]);
  }
}
