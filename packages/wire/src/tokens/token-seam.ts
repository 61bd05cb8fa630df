import { SallyportError } from '@sallyport/core';

/** How far a seam reaches to either side, in UTF-16 code units: an identifier of no more is found. */
const REACH = 96;

/** The text around the place where one text of a batch ends and the next begins, which may be two slices of one. */
export interface TokenSeam {
  /** The index of the text before it. */
  readonly after: number;
  readonly before: string;
  readonly behind: string;
}

/** The seams of a batch of texts, in order. */
export function seamsOf(texts: readonly string[]): readonly TokenSeam[] {
  return texts.slice(1).map((_, after) => ({
    after,
    before: gather(
      texts.slice(Math.max(after + 1 - REACH, 0), after + 1).reverse(),
      (text, room) => text.slice(-room),
      true,
    ),
    behind: gather(texts.slice(after + 1, after + 1 + REACH), (text, room) => text.slice(0, room), false),
  }));
}

/** Takes from texts, nearest first, until it has enough. */
function gather(texts: readonly string[], take: (text: string, room: number) => string, toFront: boolean): string {
  let gathered = '';
  for (const text of texts) {
    const room = REACH - gathered.length;
    if (room <= 0) break;
    const piece = take(text, room);
    gathered = toFront ? piece + gathered : gathered + piece;
  }
  return gathered;
}

/**
 * Carries a change of a seam over to the two texts beside it, which may have been changed by themselves. Throws
 * `input_unreadable` where what was found reaches beyond them, or what was changed in them is in its way.
 */
export function mendSeam(texts: string[], seam: TokenSeam, judged: string): void {
  const { after, before, behind } = seam;
  const whole = before + behind;
  const left = texts[after] ?? '';
  const right = texts[after + 1] ?? '';
  if (judged === whole || isTogether(judged, left, right)) return;
  const start = sharedStart(whole, judged);
  const tail = sharedStart(reversed(whole.slice(start)), reversed(judged.slice(start)));
  const end = whole.length - tail;
  const put = judged.slice(start, judged.length - tail);
  const lost = { left: before.slice(start), right: behind.slice(0, Math.max(end - before.length, 0)) };
  if (!left.endsWith(lost.left) || !right.startsWith(lost.right)) throw new SallyportError('input_unreadable');
  const kept = left.slice(0, left.length - lost.left.length);
  if (start >= before.length) {
    texts[after + 1] = behind.slice(0, start - before.length) + put + right.slice(lost.right.length);
    return;
  }
  texts[after] = kept + put + before.slice(Math.min(end, before.length));
  texts[after + 1] = right.slice(lost.right.length);
}

/** Tells whether a text is the end of one and the beginning of another. */
function isTogether(text: string, left: string, right: string): boolean {
  for (let cut = 0; cut <= text.length; cut += 1) {
    if (left.endsWith(text.slice(0, cut)) && right.startsWith(text.slice(cut))) return true;
  }
  return false;
}

function sharedStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}
