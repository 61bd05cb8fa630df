import { randomBytes } from 'node:crypto';
import { jsonAnswer } from '../provider/answer.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { type StandIn, startStandIn } from '../stand-in/start-stand-in.ts';

/** A running endpoint that takes and gives JSON. */
export interface JsonEndpoint extends StandIn {
  /** The bearer token it demands. */
  readonly token: string;
  /** What it answers, with status 200. Default: what it was sent. */
  reply: (request: ReceivedRequest) => unknown;
}

/** Starts an endpoint of nobody's API on 127.0.0.1. It demands a bearer token. */
export async function startJsonEndpoint(options: { readonly token?: string } = {}): Promise<JsonEndpoint> {
  const { token = `test-${randomBytes(18).toString('base64url')}` } = options;
  let reply: JsonEndpoint['reply'] = ({ body }) => (body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
  const standIn = await startStandIn((request) =>
    request.headers.authorization === `Bearer ${token}`
      ? jsonAnswer(reply(request))
      : jsonAnswer({ detail: 'Invalid token.' }, 401),
  );
  return Object.defineProperties({} as JsonEndpoint, {
    ...Object.getOwnPropertyDescriptors(standIn),
    token: { value: token },
    reply: {
      get: () => reply,
      set: (given: JsonEndpoint['reply']) => {
        reply = given;
      },
    },
  });
}
