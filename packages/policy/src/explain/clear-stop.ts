import type { Entity } from '@sallyport/core';
import { type DraftWay, extend, stillMatches } from './draft-way.ts';
import type { Need, Stop } from './explanation.ts';
import { describeEntity } from './judge.ts';
import { rangeWords } from './words.ts';

/** How identifiers that may not go to a provider without an agreement are seen to. */
export type Remedy = 'agreement' | 'absence';

/** Clears away what would stop a call although the draft's rule matches. `undefined` where nothing can. */
export function clearStop(
  stop: Stop,
  { draft, remedy }: { readonly draft: DraftWay; readonly remedy: Remedy },
): DraftWay | undefined {
  const cleared = clear(stop, { draft, remedy });
  return cleared !== undefined && stillMatches(cleared) ? cleared : undefined;
}

function clear(
  stop: Stop,
  { draft, remedy }: { readonly draft: DraftWay; readonly remedy: Remedy },
): DraftWay | undefined {
  if ('entities' in stop) {
    return stop.kind === 'baa' && remedy === 'agreement' ? withAgreement(draft) : withoutEntities(draft, stop.entities);
  }
  if (!('most' in stop)) return undefined;
  const { kind, most } = stop;
  const asks = `${rangeWords({ atMost: most })}${kind === 'bodyBytes' ? ' bytes' : ''}`;
  return extend(draft, { [kind]: most }, [need(draft, { condition: kind, asks, is: String(stop.is) })]);
}

function withAgreement(draft: DraftWay): DraftWay | undefined {
  const { baa } = draft.question;
  const agreed = need(draft, {
    condition: 'baa',
    asks: 'true or self_hosted',
    is: baa === undefined ? 'not known' : String(baa),
  });
  return ([true, 'self_hosted'] as const).map((fact) => extend(draft, { baa: fact }, [agreed])).find(stillMatches);
}

function withoutEntities(draft: DraftWay, entities: readonly Entity[]): DraftWay {
  const { question } = draft;
  const left = Object.entries(question.entities ?? {}).filter(([entity]) => !entities.includes(entity as Entity));
  const needs = entities.map((entity) => need(draft, describeEntity({ entity, range: { atMost: 0 } }, question)));
  return extend(draft, { entities: Object.fromEntries(left) }, needs);
}

function need({ goal }: DraftWay, judged: Omit<Need, 'rule' | 'must'>): Need {
  return { ...judged, rule: goal.name, must: 'hold' };
}
