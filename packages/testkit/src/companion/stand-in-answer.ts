import type { ServerResponse } from 'node:http';
import type { ReceivedRequest } from '../provider/start-provider.ts';

/** An answer. What is left out: 200, `application/json`, `{}`. `hang` is no answer at all. */
export type StandInAnswer =
  | 'hang'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
      /** Of a call: the companion itself refuses it, before it takes the intent in. So there is no session and no receipt. */
      readonly refused?: boolean;
    };

/** Sends an answer. The `Date` is the stand-in's own, RFC 9110 §6.6.1. */
export function sendAnswer(
  response: ServerResponse,
  { answer, now }: { readonly answer: StandInAnswer; readonly now: number },
): void {
  if (answer === 'hang') return;
  const { status = 200, headers = { 'content-type': 'application/json' }, body = '{}' } = answer;
  response.writeHead(status, { date: new Date(now).toUTCString(), ...headers });
  response.end(body);
}

/** What a provider would say: one embedding, one model, or `{}`. */
export function usualAnswer({ path }: Pick<ReceivedRequest, 'path'>): StandInAnswer {
  if (path.includes('/embeddings')) {
    return { body: '{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPw=="}],"model":"m"}' };
  }
  if (path.endsWith('/models')) return { body: '{"object":"list","data":[{"id":"m-1","object":"model"}]}' };
  return {};
}
