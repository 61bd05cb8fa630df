import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AnswerFrame, bodyPieces } from '@sallyport/recording';
import { Pace } from './pace.ts';
import type { ServedRecording } from './served-recording.ts';

/** RFC 9110 §7.6.1, and what the connection to this server is about. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const FRAMED = /^(?:text\/event-stream|application\/vnd\.amazon\.eventstream)\b/i;

/**
 * Gives an answer as it was given: status, headers, the exact bytes in their pieces, each when it came. Where the recording was cut, or
 * the answer broke off, the connection breaks off too.
 */
export async function giveAnswer(
  recording: ServedRecording & { readonly answer: AnswerFrame },
  { response, speed }: { readonly response: ServerResponse; readonly speed: number },
): Promise<void> {
  const { answer, spool } = recording;
  const pace = new Pace();
  response.once('close', () => pace.stop());
  const began = performance.now();
  const until = (at: number) => pace.wait(at / speed - (performance.now() - began));
  if (!(await until(answer.at))) return;
  response.writeHead(answer.status, keptHeaders(answer.headers));
  response.flushHeaders();
  for await (const { at, bytes } of bodyPieces(spool.frames(), 'answer')) {
    if (!(await until(at))) return;
    if (!response.write(bytes)) await drained(response);
  }
  if (isWhole(recording)) response.end();
  else response.destroy();
}

/** Until it takes more, or is gone. */
async function drained(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const close = () => gone.abort();
  response.once('close', close);
  await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
  response.off('close', close);
}

function keptHeaders(headers: AnswerFrame['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase())));
}

/** A stream of events says by an event that it failed; any other answer can only break off. */
function isWhole({ answer, answerBytes, end }: ServedRecording & { readonly answer: AnswerFrame }): boolean {
  const { 'content-length': length, 'content-type': type = '' } = answer.headers;
  if (end === undefined || (length !== undefined && Number(length) !== answerBytes)) return false;
  return end.error === undefined || FRAMED.test(type);
}
