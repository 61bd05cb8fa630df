import { jsonAnswer } from '../provider/answer.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { readObject, type StandIn, startStandIn } from '../stand-in/start-stand-in.ts';
import { webhookFault } from './webhook-fault.ts';

/** A running receiver of signed webhooks. */
export interface WebhookReceiver extends StandIn {
  /** Where it takes them. */
  readonly url: string;
  /** Why each request was refused, oldest first. */
  readonly faults: readonly string[];
  /** What it took, oldest first: the headers' id, and the body. */
  readonly taken: readonly { readonly id: string; readonly body: Readonly<Record<string, unknown>> }[];
}

/** Starts a receiver that takes what is signed with `secret` (Standard Webhooks 1.0), and answers 401 to all else. */
export async function startWebhookReceiver({ secret }: { readonly secret: string }): Promise<WebhookReceiver> {
  const faults: string[] = [];
  const taken: WebhookReceiver['taken'][number][] = [];
  const standIn = await startStandIn((request: ReceivedRequest) => {
    const fault = webhookFault(request, { secret, now: Date.now() });
    if (fault !== undefined) {
      faults.push(fault);
      return jsonAnswer({ error: fault }, 401);
    }
    taken.push({ id: String(request.headers['webhook-id']), body: readObject(request.body) ?? {} });
    return { status: 204, headers: {}, body: '' };
  });
  return Object.defineProperties({} as WebhookReceiver, {
    ...Object.getOwnPropertyDescriptors(standIn),
    url: { value: `${standIn.origin}/hooks/reviews` },
    faults: { value: faults },
    taken: { value: taken },
  });
}
