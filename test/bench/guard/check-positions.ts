import type { Check, Row } from '../report/result.ts';
import { callOnce } from './call-in-turn.ts';
import type { ClientName } from './clients.ts';
import type { GuardStage } from './guard-stage.ts';
import { positionsLeft } from './positions-left.ts';
import { plantedRequest, type Workload } from './workloads.ts';

/** What one client let through of one planted request. */
export interface Left {
  readonly name: ClientName;
  readonly workload: Workload;
  /** The positions planted. */
  readonly planted: number;
  /** The names of those that reached the provider as they were. */
  readonly raw: readonly string[];
}

/** Sends the planted request of a number through every client, and looks at what reached the provider. */
export async function leftByClients(
  stage: GuardStage,
  { workload, first }: { readonly workload: Workload; readonly first: number },
): Promise<readonly Left[]> {
  const request = plantedRequest(workload, first);
  const planted = Object.keys(request.planted).length;
  const left: Left[] = [];
  for (const name of stage.clients.keys()) {
    await callOnce(stage, { name, workload, first, count: 1 });
    left.push({ name, workload, planted, raw: positionsLeft(await stage.stub.ask('lastBody'), request) });
  }
  return left;
}

/** How many positions each left raw. */
export function positionRows(left: readonly Left[]): readonly Row[] {
  return left.map(({ name, workload, planted, raw }) => ({
    subject: name,
    metric: `${workload}: positions left raw`,
    value: raw.length,
    unit: `of ${planted}`,
  }));
}

/** Whether ours redacted every position, and the plain client none, without which the look would mean nothing. */
export function positionChecks(left: readonly Left[]): readonly Check[] {
  return left.flatMap(({ name, workload, planted, raw }) => {
    if (name === 'sallyport') {
      return [{ claim: `${workload}: ours redacted each of ${planted} planted positions`, holds: raw.length === 0 }];
    }
    if (name !== 'openai') return [];
    return [{ claim: `${workload}: the plain client sent all ${planted} as they are`, holds: raw.length === planted }];
  });
}

/** Which positions peers left raw, in words. */
export function rawPositions(left: readonly Left[]): Readonly<Record<string, string>> {
  const peers = left.filter(({ name }) => name === 'redactum' || name === 'openai guardrails');
  return Object.fromEntries(
    peers.map(({ name, workload, planted, raw }) => [
      `${name}, ${workload}, left raw`,
      raw.length === planted ? 'all' : raw.join('; ') || 'none',
    ]),
  );
}
