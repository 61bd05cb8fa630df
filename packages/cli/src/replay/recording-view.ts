import type { AnswerFrame, EndFrame, Frame, HeaderFrame, RequestFrame } from '@sallyport/recording';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { BodyView } from './body-view.ts';

/** Shows a recording frame by frame. Everything in it is somebody else's words: none of it drives the terminal. */
export class RecordingView {
  readonly #raw: boolean;
  #body: BodyView | undefined;
  #ended = false;

  constructor({ raw = false }: { readonly raw?: boolean } = {}) {
    this.#raw = raw;
  }

  /** What a frame shows. */
  add(frame: Frame): string {
    if (frame.type === 'body') return this.#body?.add(frame) ?? '';
    const before = this.#endBody();
    this.#ended = frame.type === 'end';
    if (frame.type === 'request' || frame.type === 'answer') {
      this.#body = new BodyView(frame.headers['content-type'] ?? '', { raw: this.#raw });
    }
    return before + headOf(frame);
  }

  /** What stands at the end: that it was cut, where it was. */
  end(): string {
    const before = this.#endBody();
    return this.#ended
      ? before
      : `${before}── cut: the companion stopped here, or is still recording; there is no end ──\n`;
  }

  #endBody(): string {
    const rest = this.#body?.end() ?? '';
    this.#body = undefined;
    return rest;
  }
}

function headOf(frame: Exclude<Frame, { readonly type: 'body' }>): string {
  if (frame.type === 'header') return headerOf(frame);
  if (frame.type === 'request') return requestLine(frame);
  return frame.type === 'answer' ? answerLine(frame) : endLine(frame);
}

/** Who made the call is not in a recording: `sallyport sessions show` says it. */
function headerOf({
  session,
  correlationId,
  connection,
  operation,
  mode,
  startedAt,
  attachments,
}: HeaderFrame): string {
  const facts = [
    ['session', session],
    ['correlation', correlationId],
    ['connection', connection],
    ['operation', operation],
    ['recorded', mode === 'sealed' ? 'redacted, and the original sealed for auditors' : mode],
    ['started', new Date(startedAt).toISOString()],
    ...(attachments === undefined ? [] : [['attached', `${attachments}, not kept: a note stands in place of each`]]),
  ];
  return `${layOut(facts.map((row) => row.map(visibleLine)))}\n\n`;
}

function requestLine({ method, path, query }: RequestFrame): string {
  return `── request: ${visibleLine(`${method} ${path}${query === '' ? '' : `?${query}`}`)} ──\n`;
}

function answerLine({ status, at }: AnswerFrame): string {
  return `── answer: ${status}, after ${seconds(at)} ──\n`;
}

function endLine({ at, error }: EndFrame): string {
  return `── end, after ${seconds(at)}${error === undefined ? '' : `: ${visibleLine(error)}`} ──\n`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
