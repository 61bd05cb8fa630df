import { randomBytes } from 'node:crypto';
import { jsonAnswer } from '../provider/answer.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { readObject, type StandIn, startStandIn } from '../stand-in/start-stand-in.ts';

/** A running workflow of Microsoft Teams that posts the cards it is sent. */
export interface Teams extends StandIn {
  /** The workflow's URL, with the signature that is its secret. */
  readonly url: string;
  /** The cards it posted, oldest first. */
  readonly cards: readonly AdaptiveCard[];
}

/** Of an Adaptive Card, what tests look at. */
export interface AdaptiveCard {
  readonly version: string;
  readonly body: readonly {
    readonly type: string;
    readonly text?: string;
    readonly facts?: readonly { readonly title: string; readonly value: string }[];
  }[];
  readonly actions: readonly { readonly type: string; readonly title: string; readonly url: string }[];
}

const PATH = '/workflows/0f3b/triggers/manual/paths/invoke';
/** Teams takes no larger card. */
const MOST_BYTES = 28_672;

/** Starts a workflow ("when a Teams webhook request is received"): it answers 202 to a message with one card, and 400 or 401 to all else. */
export async function startTeams(): Promise<Teams> {
  const signature = randomBytes(24).toString('base64url');
  const query = `?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}`;
  const cards: AdaptiveCard[] = [];
  const standIn = await startStandIn((request) => {
    if (request.path !== `${PATH}${query}`)
      return jsonAnswer({ error: { code: 'DirectApiAuthorizationRequired' } }, 401);
    const card = readCard(request);
    if (card === undefined) return jsonAnswer({ error: { code: 'TriggerInputSchemaMismatch' } }, 400);
    cards.push(card);
    return { status: 202, headers: {}, body: '' };
  });
  return Object.defineProperties({} as Teams, {
    ...Object.getOwnPropertyDescriptors(standIn),
    url: { value: `${standIn.origin}${PATH}${query}` },
    cards: { value: cards },
  });
}

function readCard({ body, method, headers }: ReceivedRequest): AdaptiveCard | undefined {
  const { type, attachments } = readObject(body) ?? {};
  if (method !== 'POST' || headers['content-type'] !== 'application/json' || body.length > MOST_BYTES) return undefined;
  if (type !== 'message' || !Array.isArray(attachments) || attachments.length !== 1) return undefined;
  const [{ contentType, contentUrl, content }] = attachments;
  if (contentType !== 'application/vnd.microsoft.card.adaptive' || contentUrl !== null) return undefined;
  return isCard(content) ? (content as AdaptiveCard) : undefined;
}

/** Adaptive Cards schema 1.5, as far as these elements go. */
function isCard(card: Readonly<Record<string, unknown>>): boolean {
  const { $schema, type, version, body, actions } = card;
  const known = $schema === 'http://adaptivecards.io/schemas/adaptive-card.json' && type === 'AdaptiveCard';
  if (!known || version !== '1.5' || !Array.isArray(body) || !Array.isArray(actions)) return false;
  return body.every(isElement) && actions.every(isAction);
}

function isElement({ type, text, facts }: Readonly<Record<string, unknown>>): boolean {
  if (type === 'TextBlock') return typeof text === 'string';
  const texts = (fact: object) => Object.values(fact).every((value) => typeof value === 'string');
  return (
    type === 'FactSet' &&
    Array.isArray(facts) &&
    facts.every((fact) => 'title' in fact && 'value' in fact && texts(fact))
  );
}

function isAction({ type, title, url }: Readonly<Record<string, unknown>>): boolean {
  return type === 'Action.OpenUrl' && typeof title === 'string' && URL.canParse(String(url));
}
