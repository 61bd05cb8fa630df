import type { AppliedCounts, Entity, EntityCounts, Purpose } from '@sallyport/core';
import type { Question } from '@sallyport/policy';
import type { Detected } from '../exchange.ts';
import { mediaOf } from './attachments.ts';

/** What a policy may look at, of a call that was read. */
export function questionOf(
  exchange: Detected,
  { time, purpose }: { readonly time: number; readonly purpose: Purpose | undefined },
): Question {
  const { caller, connection, baa = connection.baa, operation, body, inputs, model, call } = exchange;
  const { issuer, subject, groups, client, nature } = caller;
  return {
    operation: operation.id,
    ...{ issuer, subject, groups, connection: connection.name, baa, time },
    ...{ entities: entitiesOf(exchange), bodyBytes: body.length, inputs },
    ...(client === undefined ? {} : { client }),
    ...(nature === undefined ? {} : { nature }),
    ...(model === undefined ? {} : { model }),
    ...(call.clientIp === undefined ? {} : { source: call.clientIp }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(exchange.attachments === undefined ? {} : { media: mediaOf(exchange) }),
  };
}

/** What is there, and what its client says it replaced: so both doors decide about the same text. */
function entitiesOf({ found, signed }: Detected): EntityCounts {
  return addReplaced(found, signed?.stated?.intent.applied ?? {});
}

function addReplaced(found: EntityCounts, applied: AppliedCounts): EntityCounts {
  const sum: Partial<Record<Entity, number>> = { ...found };
  for (const [entity, byOperator] of Object.entries(applied) as [Entity, Readonly<Record<string, number>>][]) {
    // What was left as it is is found again.
    for (const [operator, count] of Object.entries(byOperator)) {
      if (operator !== 'allow') sum[entity] = (sum[entity] ?? 0) + count;
    }
  }
  return sum;
}
