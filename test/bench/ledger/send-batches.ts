import { type AuthorisedClient, authorisedClient, type GrantSource } from '../companion/authorise.ts';
import { closedLoop, type LoadFigures } from '../load/closed-loop.ts';
import { encodeRequest } from '../load/encode-request.ts';
import { clientEvent } from './client-event.ts';

/** Batches of signed events. */
export interface EventBatches {
  readonly grant: GrantSource;
  /** How many events go in one request, at most 256. */
  readonly size: number;
  readonly count: number;
  readonly connections: number;
}

/** How sending them went. */
export interface EventFigures extends LoadFigures {
  /** The events of which the companion said where they stand in its ledger. */
  readonly acknowledged: number;
}

/** Sends batches by `POST /v1/events`: every event signed before the clock starts, each with an id of its own. */
export async function sendBatches({ connections, ...batches }: EventBatches): Promise<EventFigures> {
  const requests = await prepare(batches);
  const answers: Buffer[] = [];
  const onAnswer = (body: Buffer): number => answers.push(body);
  const figures = await closedLoop({ origin: batches.grant.companion, requests, connections, onAnswer });
  return { ...figures, acknowledged: answers.reduce((sum, body) => sum + countAcknowledged(body), 0) };
}

async function prepare({ grant, size, count }: Omit<EventBatches, 'connections'>): Promise<readonly Buffer[]> {
  const client = await authorisedClient(grant);
  const url = `${grant.companion}/v1/events`;
  const bodies: string[] = [];
  for (let batch = 0; batch < count; batch++)
    bodies.push(await batchOf(client, { size, connection: grant.connection }));
  // After the events: what authorises a request lives for a minute only.
  const authorised = bodies.map(async (body) =>
    encodeRequest({ url, headers: await client.authorise({ url, body }), body }),
  );
  return Promise.all(authorised);
}

async function batchOf(
  { signer }: AuthorisedClient,
  { size, connection }: { readonly size: number; readonly connection: string },
): Promise<string> {
  const events = await Promise.all(Array.from({ length: size }, () => clientEvent({ signer, connection })));
  return JSON.stringify({ events });
}

/** `{results: [{index, …} or {error}]}`, one for each event. */
function countAcknowledged(body: Buffer): number {
  const { results } = JSON.parse(body.toString('utf8')) as { readonly results: readonly { readonly index?: number }[] };
  return results.filter(({ index }) => index !== undefined).length;
}
