import { afterReply, commit, committed, heldPayload, type Reply, RunningCommitment } from '@sallyport/pipeline';
import type { Arrival, Trail } from './trail.ts';

/** What an arrival is written down with. */
interface Tracing {
  /** The salt of the attempt. */
  readonly salt: Uint8Array;
  readonly trail: Trail;
  readonly known: Omit<Arrival, 'bytesBack' | 'reply'>;
}

/** Writes down what came back: at once where it is whole, and of a stream what has come when it ends. */
export async function traceArrival(reply: Reply, { salt, trail, known }: Tracing): Promise<Reply> {
  if (reply.stream === undefined) {
    const { body } = reply;
    trail.received({ ...known, bytesBack: body.length, reply: await commit(salt, heldPayload(body)) });
    return reply;
  }
  const { stream } = reply;
  const came = new RunningCommitment(salt);
  return afterReply({ ...reply, stream: committed(stream, came) }, () =>
    trail.received({ ...known, bytesBack: came.length, reply: came.digest() }),
  );
}
