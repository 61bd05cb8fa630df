import { SallyportError } from '@sallyport/core';
import type { ServedRecording } from './served-recording.ts';

/** A request as it came. */
export interface AskedRequest {
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  /** SHA-256 of the body, in hexadecimal. */
  readonly bodyHash: string;
}

/**
 * Gives the recording that answers a request: the same method, path, query and body, or with `any` whatever is asked of that method and
 * path. Of several with the same request each answers in its turn, in their order, and then they begin again.
 */
export class RequestMatcher {
  readonly #recordings: readonly ServedRecording[];
  readonly #any: boolean;
  readonly #served = new Map<ServedRecording, number>();

  constructor(recordings: readonly ServedRecording[], { any = false }: { readonly any?: boolean } = {}) {
    this.#recordings = recordings;
    this.#any = any;
  }

  /** Raises `replay_unmatched`. */
  match(asked: AskedRequest): ServedRecording {
    const matching = this.#recordings.filter((recording) => this.#answers(recording, asked));
    const least = Math.min(...matching.map((recording) => this.#timesOf(recording)));
    const next = matching.find((recording) => this.#timesOf(recording) === least);
    if (next === undefined) throw new SallyportError('replay_unmatched');
    this.#served.set(next, least + 1);
    return next;
  }

  #timesOf(recording: ServedRecording): number {
    return this.#served.get(recording) ?? 0;
  }

  #answers({ request, header, bodyHash }: ServedRecording, asked: AskedRequest): boolean {
    const [path = '', ...query] = asked.target.split('?');
    const same = asked.method === request.method && pathsOf(path, header.connection).includes(request.path);
    return same && (this.#any || (query.join('?') === request.query && asked.bodyHash === bodyHash));
  }
}

/** What a client's path may be below the provider's base URL: the client may keep the companion's, or have one of its own. */
function pathsOf(path: string, connection: string): readonly string[] {
  const prefix = `/c/${connection}/`;
  const below = path.startsWith(prefix) ? path.slice(prefix.length - 1) : path;
  return below.startsWith('/v1/') ? [below, below.slice(3)] : [below];
}
