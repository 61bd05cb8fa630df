import type { HecEvent } from './hec-event.ts';

interface Waiting {
  readonly events: readonly HecEvent[];
  asked: number;
}

/** Indexer acknowledgement ("About HTTP Event Collector Indexer Acknowledgment"): each channel counts its own requests, from 0. */
export class HecChannels {
  readonly indexed: HecEvent[] = [];
  readonly #channels = new Map<string, { next: number; readonly waiting: Map<number, Waiting> }>();
  readonly #pollsInVain: number;

  constructor(pollsInVain: number) {
    this.#pollsInVain = pollsInVain;
  }

  /** Takes events that are to be indexed, and gives the id under which that is asked for. */
  take(name: string, events: readonly HecEvent[]): number {
    const channel = this.#channels.get(name) ?? { next: 0, waiting: new Map<number, Waiting>() };
    this.#channels.set(name, channel);
    const id = channel.next++;
    channel.waiting.set(id, { events, asked: 0 });
    return id;
  }

  /** Of each id, whether its events are indexed. What was told so once is forgotten; what nobody knows is not. */
  ask(name: string, ids: readonly number[], { indexes }: { readonly indexes: boolean }): Record<string, boolean> {
    const waiting = this.#channels.get(name)?.waiting ?? new Map<number, Waiting>();
    const answers = ids.map((id) => {
      const one = waiting.get(id);
      if (one === undefined || !indexes || one.asked++ < this.#pollsInVain) return [String(id), false] as const;
      waiting.delete(id);
      this.indexed.push(...one.events);
      return [String(id), true] as const;
    });
    return Object.fromEntries(answers);
  }

  /** Forgets every channel, and what waits in it. */
  clear(): void {
    this.#channels.clear();
  }
}
