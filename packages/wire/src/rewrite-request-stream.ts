import { type Operation, SallyportError, untilAborted, utf8 } from '@sallyport/core';
import { decodePieces } from './decode-body.ts';
import type { Draft } from './draft.ts';
import { detach } from './json/detach.ts';
import { isChange } from './leaf-change.ts';
import { leafWindows } from './leaf-windows.ts';
import { readDraftPieces } from './read-draft-pieces.ts';
import { pathLeaves, routeOf } from './request-route.ts';
import type { RequestStream, RequestSummary, StreamOptions } from './request-stream.ts';
import { rewriteDraft } from './rewrite-draft.ts';
import type { Shape } from './shape.ts';
import { DEFAULT_MAX_DEPTH, type TextLeaf } from './text-document.ts';
import { untilCancelled } from './until-cancelled.ts';

const DEFAULT_MAX_TEXT_LENGTH = 1_048_576;
const DEFAULT_MAX_KEYS_LENGTH = 4_194_304;
const DEFAULT_PIECE_BYTES = 65_536;

/**
 * Reads a request's body as it comes and gives it rewritten, in memory bounded by the options: the leaves, the bytes and the
 * refusals are those of `readRequest` and `rewrite`, and `body_too_large` past a limit. The path's leaves come first. A
 * refusal may be raised after chunks were given, which are then worthless.
 *
 * At most a token and a piece are held: a token of `maxTextLength` may have six times as many characters in the body.
 * What `body` throws is passed on. Raises `cancelled`, and `internal` where `replace` answers with another number of texts.
 */
export function rewriteRequestStream(
  operation: Operation,
  body: AsyncIterable<Uint8Array>,
  options: StreamOptions,
): RequestStream {
  return new RequestRewriter(operation, body, options);
}

class RequestRewriter implements RequestStream {
  readonly #operation: Operation;
  readonly #body: AsyncIterable<Uint8Array>;
  readonly #options: StreamOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  #begun = false;
  #inputs = 0;
  #model: string | undefined;
  #summary: RequestSummary | undefined;

  constructor(operation: Operation, body: AsyncIterable<Uint8Array>, options: StreamOptions) {
    this.#operation = operation;
    this.#body = body;
    this.#options = options;
    this.#signal = AbortSignal.any([this.#stop.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  }

  summary(): RequestSummary {
    if (this.#summary === undefined) throw new SallyportError('internal');
    return this.#summary;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, void> {
    if (this.#begun) throw new SallyportError('internal');
    this.#begun = true;
    const chunks = this.#chunks();
    let waiting = false;
    const next = async () => {
      waiting = true;
      try {
        return await chunks.next();
      } finally {
        waiting = false;
      }
    };
    return {
      next,
      return: () => {
        // A generator that waits would hear of its end only when it waits no more
        if (waiting) this.#stop.abort();
        return chunks.return();
      },
    };
  }

  async *#chunks(): AsyncGenerator<Uint8Array, void> {
    const route = routeOf(this.#operation);
    const bytes = untilCancelled(this.#body, this.#signal);
    const outside = pathLeaves(route);
    const shape = route.entry.request;
    if (shape === undefined) await this.#expectNothing(bytes, outside);
    else yield* this.#rewritten(bytes, { shape, outside });
    this.#summary = { ...(this.#model === undefined ? {} : { model: this.#model }), inputs: this.#inputs };
  }

  async #expectNothing(bytes: AsyncIterable<Uint8Array>, outside: readonly TextLeaf[]): Promise<void> {
    for await (const chunk of bytes) if (chunk.length > 0) throw new SallyportError('input_unreadable');
    if ((await this.#changes(outside)) === undefined) throw new SallyportError('phi_in_structure');
  }

  async *#rewritten(
    bytes: AsyncIterable<Uint8Array>,
    { shape, outside }: { readonly shape: Shape; readonly outside: readonly TextLeaf[] },
  ): AsyncGenerator<Uint8Array, void> {
    let exposed: boolean | undefined;
    for await (const draft of this.#drafts(bytes, shape)) {
      this.#inputs += draft.inputs;
      if (draft.model !== undefined) this.#model = detach(draft.model);
      exposed ??= (await this.#changes(outside)) === undefined;
      const changes = exposed ? undefined : await this.#changes(draft.leaves);
      if (changes === undefined) exposed = true;
      else if (draft.source !== '') yield utf8(rewriteDraft(draft, (leaf) => changes.get(leaf)));
    }
    // Told last, for what is not JSON at all is told so first
    if (exposed) throw new SallyportError('phi_in_structure');
  }

  #drafts(bytes: AsyncIterable<Uint8Array>, shape: Shape): AsyncIterable<Draft> {
    const { contentType, pieceBytes = DEFAULT_PIECE_BYTES, maxDepth = DEFAULT_MAX_DEPTH } = this.#options;
    const { maxTextLength = DEFAULT_MAX_TEXT_LENGTH, maxKeysLength = DEFAULT_MAX_KEYS_LENGTH } = this.#options;
    const pieces = decodePieces(bytes, { contentType, pieceBytes });
    return readDraftPieces(pieces, { shape, maxDepth, maxTextLength, maxKeysLength });
  }

  /** What to write over leaves, by their index; `undefined` where one of them cannot be replaced. */
  async #changes(leaves: readonly TextLeaf[]): Promise<ReadonlyMap<number, string> | undefined> {
    const changes = new Map<number, string>();
    let first = 0;
    for (const window of leafWindows(leaves)) {
      const texts = await untilAborted(this.#options.replace(window), this.#signal);
      if (texts.length !== window.length) throw new SallyportError('internal');
      for (const [index, leaf] of window.entries()) {
        const text = texts[index];
        if (!isChange(leaf, text)) continue;
        if (leaf.role === 'structure') return undefined;
        changes.set(first + index, text);
      }
      first += window.length;
    }
    return changes;
  }
}
