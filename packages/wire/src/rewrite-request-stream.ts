import { joinBytes, type Operation, SallyportError, untilAborted } from '@sallyport/core';
import { limitsOf } from './body-limits.ts';
import { decodePieces, typeToJudge } from './decode-body.ts';
import type { Draft } from './draft.ts';
import { formBoundary, isForm } from './form/form-boundary.ts';
import { FormReader } from './form/form-reader.ts';
import { detach } from './json/detach.ts';
import { isChange } from './leaf-change.ts';
import { leafWindows } from './leaf-windows.ts';
import type { OperationEntry } from './operations/operation-entry.ts';
import { readDraftPieces } from './read-draft-pieces.ts';
import { pathLeaves, routeOf } from './request-route.ts';
import type { RequestStream, RequestSummary, StreamOptions } from './request-stream.ts';
import { draftSection } from './sections/draft-section.ts';
import { readSections } from './sections/read-sections.ts';
import { replacementFrom, type Section } from './sections/section.ts';
import { SectionWriter } from './sections/section-writer.ts';
import { stoppable } from './stoppable.ts';
import type { TextLeaf } from './text-document.ts';
import { untilCancelled } from './until-cancelled.ts';

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
  readonly #given: AsyncIterable<Uint8Array>;
  #signal: AbortSignal | undefined;
  #inputs = 0;
  #model: string | undefined;
  #summary: RequestSummary | undefined;

  constructor(operation: Operation, body: AsyncIterable<Uint8Array>, options: StreamOptions) {
    this.#operation = operation;
    this.#body = body;
    this.#options = options;
    this.#given = stoppable((signal) => this.#chunks(signal), options.signal);
  }

  summary(): RequestSummary {
    if (this.#summary === undefined) throw new SallyportError('internal');
    return this.#summary;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.#given[Symbol.asyncIterator]();
  }

  async *#chunks(signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    this.#signal = signal;
    const route = routeOf(this.#operation);
    const bytes = untilCancelled(this.#body, signal);
    const outside = pathLeaves(route);
    const sections = this.#sections(bytes, route.entry);
    if (sections === undefined) await this.#expectNothing(bytes, outside);
    else yield* this.#rewritten(sections, outside);
    this.#summary = { ...(this.#model === undefined ? {} : { model: this.#model }), inputs: this.#inputs };
  }

  async #expectNothing(bytes: AsyncIterable<Uint8Array>, outside: readonly TextLeaf[]): Promise<void> {
    for await (const chunk of bytes) if (chunk.length > 0) throw new SallyportError('input_unreadable');
    if ((await this.#changes(outside)) === undefined) throw new SallyportError('phi_in_structure');
  }

  async *#rewritten(
    read: AsyncIterable<readonly Section[]>,
    outside: readonly TextLeaf[],
  ): AsyncGenerator<Uint8Array, void> {
    const writer = new SectionWriter();
    let exposed: boolean | undefined;
    for await (const sections of read) {
      for (const section of sections) this.#count(section);
      exposed ??= (await this.#changes(outside)) === undefined;
      const changes = exposed ? undefined : await this.#changes(sections.flatMap((section) => section.leaves));
      if (changes === undefined) exposed = true;
      else yield* written(writer, sections, changes);
    }
    // Told last, for what cannot be read at all is told so first
    if (exposed) throw new SallyportError('phi_in_structure');
    writer.finish();
  }

  #count({ inputs, model }: Section): void {
    this.#inputs += inputs;
    if (model !== undefined) this.#model = detach(model);
  }

  /** What the body is read as; `undefined` where it is to be empty. */
  #sections(bytes: AsyncIterable<Uint8Array>, entry: OperationEntry): AsyncIterable<readonly Section[]> | undefined {
    const { request, form } = entry;
    const { contentType, decodeTokens, pieceBytes = DEFAULT_PIECE_BYTES } = this.#options;
    const limits = limitsOf(this.#options);
    if (form !== undefined && (request === undefined || isForm(contentType))) {
      return readSections(bytes, {
        pieceBytes,
        begin: () => new FormReader({ ...limits, decodeTokens, form, boundary: formBoundary(contentType) }),
      });
    }
    if (request === undefined) return undefined;
    const pieces = decodePieces(bytes, { contentType: typeToJudge(contentType, entry), pieceBytes });
    return draftSections(readDraftPieces(pieces, { shape: request, ...limits }));
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

async function* draftSections(drafts: AsyncIterable<Draft>): AsyncGenerator<readonly Section[], void> {
  for await (const draft of drafts) yield [draftSection(draft)];
}

function* written(
  writer: SectionWriter,
  sections: readonly Section[],
  changes: ReadonlyMap<number, string>,
): Generator<Uint8Array> {
  let first = 0;
  const chunks: Uint8Array[] = [];
  for (const section of sections) {
    chunks.push(
      writer.write(
        section,
        replacementFrom(first, (leaf) => changes.get(leaf)),
      ),
    );
    first += section.leaves.length;
  }
  const joined = joinBytes(chunks);
  if (joined.length > 0) yield joined;
}
