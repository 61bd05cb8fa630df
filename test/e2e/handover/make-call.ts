import { vi } from 'vitest';
import type { AdminSession } from '../../stack/admin-callers.ts';
import { exchangeFields } from '../../stack/callers.ts';
import { proofFor, provenHeaders } from '../../stack/proving.ts';
import { type RawAnswer, rawCall } from '../../stack/raw-call.ts';
import type { CallKind, PlannedCall } from './plan-week.ts';
import type { SimulatedWeek } from './simulated-week.ts';

const PATIENTLY = { timeout: 60_000, interval: 20 };
const JSON_TYPE = { 'content-type': 'application/json' };

/** The body of each kind of call, and where it goes. */
function bodyOf({ kind, patient }: PlannedCall): { readonly operation: string; readonly body: object } {
  const note = `${patient} was seen on 03/04/1961, SSN 078-05-1120, phone 212-555-0142.`;
  const model = kind === 'denied' ? 'text-embedding-ada-002' : 'text-embedding-3-small';
  if (kind === 'chat') {
    return { operation: 'chat/completions', body: { model: 'gpt-5', messages: [{ role: 'user', content: note }] } };
  }
  const several = kind === 'approved' || kind === 'rejected';
  const input = several ? [note, 'Second.', 'Third.'] : kind === 'plain' ? 'Two tablets with water.' : note;
  return { operation: 'embeddings', body: { model, input } };
}

/** Makes a call as its caller would, at the companion's time; a held one is decided by the reviewer. Gives the answer. */
export async function makeCall(
  week: SimulatedWeek,
  { call, reviewer }: { readonly call: PlannedCall; readonly reviewer: AdminSession },
): Promise<RawAnswer> {
  const { operation, body } = bodyOf(call);
  const path = `/c/openai/v1/${operation}`;
  const text = JSON.stringify(body);
  if (call.kind === 'failing') week.stack.provider.fail({ kind: 'status', status: 500 });
  const said = {
    ...JSON_TYPE,
    'sallyport-subject': call.careOf,
    ...(call.kind === 'research' ? { 'sallyport-purpose': 'research' } : {}),
  };
  const who = call.kind === 'proven' ? await proven(week, { call, path, text }) : await bearer(week, call);
  const answer = rawCall(week.stack.companion.url, { path, headers: { ...said, ...who }, body: text });
  if (call.kind === 'approved' || call.kind === 'rejected') await decide(week, { reviewer, kind: call.kind });
  return answer;
}

async function tokenOf({ stack, clock }: SimulatedWeek, { kind, subject }: PlannedCall): Promise<string> {
  const iat = Math.floor(clock.now() / 1000);
  const audience = kind === 'stranger' ? { audience: 'somebody-else' } : {};
  return stack.identityProvider.issueToken({
    ...audience,
    subject,
    claims: { client_id: 'notes-app', iat, exp: iat + 300, groups: ['staff'] },
  });
}

async function bearer(week: SimulatedWeek, call: PlannedCall): Promise<Readonly<Record<string, string>>> {
  return { authorization: `Bearer ${await tokenOf(week, call)}` };
}

/** By a grant, with a signed intent. */
async function proven(
  week: SimulatedWeek,
  { call, path, text }: { readonly call: PlannedCall; readonly path: string; readonly text: string },
): Promise<Readonly<Record<string, string>>> {
  const { url } = week.stack.companion;
  const claims = { iat: Math.floor(week.clock.now() / 1000) };
  const key = await week.keyOf(call.subject);
  const dpop = await proofFor({ url: `${url}/oauth/token`, key, claims });
  const { body } = await rawCall(url, {
    path: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', dpop },
    body: new URLSearchParams(exchangeFields(await tokenOf(week, call))).toString(),
  });
  const { access_token: grant = '' } = JSON.parse(body) as { readonly access_token?: string };
  return provenHeaders({ url: `${url}${path}`, grant, body: text, key, claims });
}

async function decide(
  week: SimulatedWeek,
  { reviewer, kind }: { readonly reviewer: AdminSession; readonly kind: CallKind },
): Promise<void> {
  const id = await vi.waitFor(async () => {
    const { body } = await week.admin(reviewer, 'GET', '/v1/admin/reviews');
    const { reviews = [] } = JSON.parse(body) as { readonly reviews?: readonly { id: string; state: string }[] };
    const waits = reviews.find(({ state }) => state === 'pending');
    if (waits === undefined) throw new RangeError('nothing waits yet');
    return waits.id;
  }, PATIENTLY);
  const decision = kind === 'approved' ? 'approve' : 'reject';
  const justification = 'looked at every line of it';
  await week.admin(reviewer, 'POST', '/v1/admin/reviews/decide', { review_id: id, decision, justification });
}
