import { type SQL, sql } from 'drizzle-orm';
import { personOf } from '../ledger/index.ts';
import { schema } from '../storage/index.ts';
import type { ModelKeeper } from './model-keeper.ts';
import type { Position } from './search-cursor.ts';
import type { SessionQuery } from './session-query.ts';
import type { SubjectOfCareKeeper } from './subject-of-care-keeper.ts';

/** What turns what is searched by into what is stored. */
export interface SearchKeepers {
  readonly subjects: SubjectOfCareKeeper;
  readonly models: ModelKeeper;
}

/**
 * The conditions of a search: those that say along which index rows are read, newest first, and those that each row so read must meet. Each index ends with
 * time and id, so that rows come in order from where the page before ended, and none is read that is not looked at.
 */
export interface SessionConditions {
  readonly along: readonly SQL[];
  readonly rest: readonly SQL[];
}

const { sessionIndex: table, session, reviewDecision } = schema;

/** The conditions of a query, from a position on. */
export function conditionsOf(
  query: SessionQuery,
  { keepers, after }: { readonly keepers: SearchKeepers; readonly after?: Position },
): SessionConditions {
  const along = indexOf(query, keepers);
  const all = [...personConditions(query), ...placeConditions(query, keepers), ...endConditions(query)];
  return { along: [...along, ...timeConditions(query, after)], rest: all };
}

/** The index that narrows most; without any that fits, that of time. Partial indexes are only taken for a condition that is spelt out. */
function indexOf(query: SessionQuery, { subjects }: SearchKeepers): readonly SQL[] {
  const { correlationId, subjectOfCare, person, approver, decision, status } = query;
  if (correlationId !== undefined) return [sql`${table.correlationId} = ${correlationId}`];
  if (subjectOfCare !== undefined) return [sql`${table.subjectOfCare} = ${subjects.digest(subjectOfCare)}::bytea`];
  if (person !== undefined) return [sql`${table.person} = ${personOf(person)}::bytea`];
  if (approver !== undefined || decision === 'reviewed') return [sql`${table.review} is not null`];
  return decision === 'denied' || status === 'denied' ? [sql`${table.effect} = 'deny'`] : [];
}

function timeConditions({ from, to }: SessionQuery, after: Position | undefined): readonly SQL[] {
  const { openedAt, id } = table;
  return [
    ...(from === undefined ? [] : [sql`${openedAt} >= ${from.toISOString()}::timestamptz`]),
    ...(to === undefined ? [] : [sql`${openedAt} < ${to.toISOString()}::timestamptz`]),
    ...(after === undefined
      ? []
      : [sql`(${openedAt}, ${id}) < (${after.openedAt.toISOString()}::timestamptz, ${after.id}::uuid)`]),
  ];
}

function personConditions({ person, approver, group }: SessionQuery): readonly SQL[] {
  return [
    ...(person === undefined
      ? []
      : [sql`issuer = ${person.issuer} and subject = ${person.subject} and person = ${personOf(person)}::bytea`]),
    ...(group === undefined ? [] : [sql`${group} = any(groups)`]),
    ...(approver === undefined
      ? []
      : [
          sql`exists (select from ${reviewDecision} where review_decision.review = found.review
            and review_decision.decision = 'approve' and review_decision.issuer = ${approver.issuer}
            and review_decision.subject = ${approver.subject})`,
        ]),
  ];
}

function placeConditions(query: SessionQuery, { subjects, models }: SearchKeepers): readonly SQL[] {
  const { connection, operation, model, entity, clientIp, correlationId, subjectOfCare } = query;
  return [
    ...(connection === undefined ? [] : [sql`connection = ${connection}`]),
    ...(operation === undefined ? [] : [sql`operation = ${operation}`]),
    ...(model === undefined ? [] : [sql`model_digest = ${models.digest(model)}::bytea`]),
    ...(entity === undefined ? [] : [sql`${entity} = any(entities)`]),
    ...(clientIp === undefined ? [] : [sql`client_ip <<= ${clientIp}::inet`]),
    ...(correlationId === undefined ? [] : [sql`correlation_id = ${correlationId}::uuid`]),
    ...(subjectOfCare === undefined ? [] : [sql`subject_of_care = ${subjects.digest(subjectOfCare)}::bytea`]),
  ];
}

const EFFECTS = { allowed: sql`effect = 'allow'`, reviewed: sql`effect = 'review'`, denied: sql`effect = 'deny'` };

function endConditions({ decision, status }: SessionQuery): readonly SQL[] {
  return [
    ...(decision === undefined ? [] : [EFFECTS[decision]]),
    ...(status === undefined ? [] : [status === 'denied' ? EFFECTS.denied : ending(status)]),
  ];
}

/** Those of before there was an index say that they ended, and not how. */
function ending(status: 'open' | 'success' | 'failure' | 'unknown'): SQL {
  const ended = sql`case when ${session.closedIndex} is null then 'open' else coalesce(${session.status}, 'unknown') end`;
  return sql`effect <> 'deny' and ${ended} = ${status}`;
}
