import type { MirrorAnswer, ReceivedRequest } from '@sallyport/testkit';
import { callOperation, type OperationCall } from '../client/call-operation.ts';
import type { ConformanceStage, DOORS } from './conformance-stage.ts';

/** How one call ended: what the provider received, and what came back to the caller. */
export interface Exchange {
  readonly received: readonly ReceivedRequest[];
  readonly status: number;
  /** Of a refusal or an error. */
  readonly code: string | undefined;
  readonly headers: string;
  readonly body: string;
}

/** Makes one call, to which the provider answers as it is told. */
export async function exchange(
  stage: ConformanceStage,
  door: (typeof DOORS)[number],
  { call, answer }: { readonly call: OperationCall; readonly answer: MirrorAnswer },
): Promise<Exchange> {
  stage.mirror.clear();
  stage.mirror.answer = () => answer;
  try {
    const response = await callOperation(stage.clients[door], stage.methods, call);
    const body = Buffer.from(await response.arrayBuffer()).toString('utf8');
    const { status, headers } = response;
    return { received: stage.mirror.requests, status, code: undefined, headers: JSON.stringify([...headers]), body };
  } catch (cause) {
    const {
      status = 0,
      code,
      message,
      error,
      headers,
    } = cause as Error & {
      readonly status?: number;
      readonly code?: string;
      readonly error?: unknown;
      readonly headers?: Headers;
    };
    return {
      received: stage.mirror.requests,
      status,
      code: code ?? message,
      headers: JSON.stringify([...(headers ?? [])]),
      body: `${message}\n${JSON.stringify(error)}\n${(cause as Error).stack}`,
    };
  }
}

/** All bytes of a request, as they came over the wire. */
export function wireText({ method, path, headers, body }: ReceivedRequest): string {
  return `${method} ${path}\n${JSON.stringify(headers)}\n${body.toString('utf8')}`;
}
