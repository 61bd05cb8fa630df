import { recordedAct } from '../../door/recorded-act.ts';
import { QUERY_MEMBERS } from '../../sessions/index.ts';
import { type AdminAct, actEvent } from './admin-act.ts';

/** Sessions, and calls that were refused, by all that they can be found by; newest first, page by page. */
const SEARCH_SESSIONS: AdminAct = {
  method: 'POST',
  path: '/v1/admin/sessions/search',
  anyOf: ['auditor'],
  body: { required: [], optional: [...QUERY_MEMBERS, 'limit', 'cursor'] },
  perform: async ({ log, calls }, call) => {
    const search = calls.readSearch(call.body);
    return recordedAct(log, actEvent('admin.read', call, { read: 'calls' }), () => calls.search(search));
  },
};

/** One session with all its events. */
const SHOW_SESSION: AdminAct = {
  method: 'GET',
  path: '/v1/admin/sessions/{id}',
  anyOf: ['auditor'],
  perform: ({ log, calls }, call) => {
    const { id: sessionId = '' } = call;
    return recordedAct(log, actEvent('admin.read', call, { read: 'calls', sessionId }), () => calls.show(sessionId));
  },
};

/** The accounting of disclosures of one subject of care, 45 CFR 164.528; newest first, page by page. */
const LIST_DISCLOSURES: AdminAct = {
  method: 'POST',
  path: '/v1/admin/disclosures',
  anyOf: ['auditor'],
  body: { required: ['subject'], optional: ['from', 'to', 'limit', 'cursor'] },
  perform: async ({ log, calls }, call) => {
    const order = calls.readDisclosures(call.body);
    const { subjectOfCare } = order;
    return recordedAct(log, actEvent('admin.read', call, { read: 'disclosures', subjectOfCare }), () =>
      calls.disclosures(order),
    );
  },
};

/** What can be done about sessions: calls that were made. */
export const SESSION_ACTS: readonly AdminAct[] = [SEARCH_SESSIONS, SHOW_SESSION, LIST_DISCLOSURES];
