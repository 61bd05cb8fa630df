import { createHash } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import { checkCosignatures, decodeWitnessKey, type WitnessKey } from '@sallyport/ledger';
import type { WitnessConfig } from '../config/index.ts';
import type { WitnessAnswer, WitnessHttp } from './witness-http.ts';

/** A checkpoint for a witness to cosign: C2SP tlog-witness, `add-checkpoint`. */
export interface Submission {
  /** The size of the latest checkpoint that it is believed to have; 0 when none. */
  readonly old: number;
  /** That the tree of that size is a prefix of this one. */
  readonly proof: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

/**
 * What a witness says to a checkpoint: it cosigned it, and this is the note with its line; it has one of another size, or of the same and
 * with another root; the proof does not hold; or it does not know the log.
 */
export type WitnessReply =
  | { readonly note: string }
  | { readonly size: number }
  | { readonly refused: 'inconsistent' | 'unknown' };

/** One witness. Raises `witness_unavailable` when it cannot be reached or will not answer, `witness_invalid` for an answer that is none. */
export interface WitnessClient {
  /** The name of its key. */
  readonly name: string;
  readonly key: WitnessKey;
  /** Submits a checkpoint: C2SP tlog-witness. */
  add(submission: Submission): Promise<WitnessReply>;
  /** The latest note that it cosigned for a log, verified to be cosigned by it; `undefined` when there is none. */
  latest(origin: string): Promise<string | undefined>;
}

const SIZE_TYPE = 'text/x.tlog.size';
const SIZE = /^(0|[1-9][0-9]{0,15})\n?$/;

/** A client of one witness. */
export function witnessClient({ url, key: text, insecureHttp: http }: WitnessConfig, way: WitnessHttp): WitnessClient {
  const key = decodeWitnessKey(text);
  return Object.freeze({
    name: key.name,
    key,
    add: async (submission: Submission) => {
      const answer = await way.ask({ method: 'POST', url: `${url}/add-checkpoint`, body: bodyOf(submission), http });
      return readReply(answer, { key, checkpoint: submission.checkpoint });
    },
    latest: async (origin: string) => {
      const name = createHash('sha256').update(origin).digest('hex');
      const { status, text: note } = await way.ask({ method: 'GET', url: `${url}/checkpoint/${name}`, http });
      if (status === 404) return undefined;
      if (status !== 200) throw new SallyportError('witness_unavailable');
      return cosignedBy(key, note);
    },
  });
}

function bodyOf({ old, proof, checkpoint }: Submission): string {
  const lines = [`old ${old}`, ...proof.map((hash) => Buffer.from(hash).toString('base64'))];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

async function readReply(
  { status, type, text }: WitnessAnswer,
  { key, checkpoint }: { readonly key: WitnessKey; readonly checkpoint: string },
): Promise<WitnessReply> {
  if (status === 200) return { note: await cosignedBy(key, `${checkpoint}${linesOf(key, text)}`) };
  if (status === 409 && type === SIZE_TYPE) return { size: readSize(text) };
  if (status === 422) return { refused: 'inconsistent' };
  if (status === 403 || status === 404) return { refused: 'unknown' };
  throw new SallyportError(status >= 500 || status === 429 ? 'witness_unavailable' : 'witness_invalid');
}

/** The lines of this witness: what others may have put beside is not asked for. */
function linesOf({ name }: WitnessKey, text: string): string {
  const own = text.split('\n').filter((line) => line.startsWith(`— ${name} `));
  return own.map((line) => `${line}\n`).join('');
}

async function cosignedBy(key: WitnessKey, note: string): Promise<string> {
  const cosignatures = await checkCosignatures(note, [key]);
  if (cosignatures.length === 0) throw new SallyportError('witness_invalid');
  return note;
}

function readSize(text: string): number {
  const size = SIZE.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw new SallyportError('witness_invalid');
  return size;
}
