import type { Check } from '../report/result.ts';
import type { Stage } from '../servers/open-stage.ts';
import { guardedHeaders, plainHeaders } from '../servers/portkey-config.ts';
import type { Portkey } from '../servers/start-portkey.ts';
import { CHAT_ANSWER } from '../servers/stub-answers.ts';
import { authorisedClient } from './authorise.ts';

const SSN = '219-09-9999';
const BODY = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: `Pt with SSN ${SSN}.` }] });

/** Sends one chat completion with a social security number through each, to see that each does what its figure says it did. */
export async function checkStage(stage: Stage, { url }: Portkey): Promise<readonly Check[]> {
  const oursUrl = `${stage.ours.url}/chat/completions`;
  const client = await authorisedClient(await stage.ours.grant());
  const ours = await send(
    stage,
    oursUrl,
    await client.authorise({ url: oursUrl, body: BODY, applied: { SSN: { allow: 1 } } }),
  );
  const plain = await send(stage, `${url}/chat/completions`, plainHeaders(stage.stubUrl));
  const guarded = await send(stage, `${url}/chat/completions`, guardedHeaders(stage.stubUrl));
  return [
    { claim: 'through sallyport, a social security number does not reach the provider', holds: isRedacted(ours) },
    { claim: "and the provider's answer comes back whole", holds: ours.answer === CHAT_ANSWER.toString() },
    { claim: 'portkey passes the body on as it is', holds: plain.received === BODY },
    { claim: "portkey's guard replaces the number", holds: isRedacted(guarded) },
  ];
}

interface Sent {
  readonly answer: string;
  /** The body that reached the provider. */
  readonly received: string;
}

async function send({ stub }: Stage, url: string, headers: Readonly<Record<string, string>>): Promise<Sent> {
  const all = { 'content-type': 'application/json', ...headers };
  const answer = await fetch(url, { method: 'POST', headers: all, body: BODY });
  return { answer: await answer.text(), received: await stub.ask('lastBody') };
}

function isRedacted({ received }: Sent): boolean {
  return !received.includes(SSN) && received.includes('[SSN]');
}
