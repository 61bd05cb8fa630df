import { BlockList } from 'node:net';
import type { Entity, EntityCounts, Operator } from '@sallyport/core';
import type { Conditions, PolicyDocument, Question, Range, RuleDocument } from '@sallyport/policy';

/** What the words of a policy say about a call: how it ends, and what becomes of each entity. */
export interface Verdict {
  /** `sent`; `asked`: not before people have approved; `unread`: refused before it is decided; or the code of the refusal. */
  readonly outcome:
    | 'sent'
    | 'asked'
    | 'unread'
    | 'policy_denied'
    | 'baa_required'
    | 'inputs_too_many'
    | 'phi_blocked'
    | 'input_unreadable';
  readonly rule: string;
  readonly operator: (entity: Entity) => Operator;
}

/** Reads a document rule by rule, as plainly as its words can be said. Shares nothing with what it is compared with. */
export function readReference(document: PolicyDocument, call: Question): Verdict {
  const rule = (document.rules ?? []).find(({ when }) => when === undefined || meets(when, call));
  const operator = (entity: Entity): Operator => {
    const { out = {} } = rule ?? {};
    if (typeof out === 'string') throw new TypeError('the reference knows no names');
    return out[entity] ?? out.default ?? 'redact';
  };
  const isRead = (call.media ?? []).length === 0 || (document.rules ?? []).some((one) => takesMedia(one, call));
  const outcome = isRead ? outcomeOf(rule, { call, operator }) : 'unread';
  return { outcome, rule: rule?.name ?? 'default', operator };
}

/** Whether a rule names attachments of any kind, for calls of this operation over this connection. */
function takesMedia({ media, when = {} }: RuleDocument, { operation, connection = '' }: Question): boolean {
  if (media === undefined) return false;
  return like(when.operations, operation) && (when.connections ?? [connection]).includes(connection);
}

function outcomeOf(
  rule: RuleDocument | undefined,
  { call, operator }: { readonly call: Question; readonly operator: (entity: Entity) => Operator },
): Verdict['outcome'] {
  if (rule === undefined || rule.then === 'deny') return 'policy_denied';
  const attached = call.media ?? [];
  const named = attached.every((type) => like(rule.media ?? [], type));
  if (!named) return 'input_unreadable';
  const present = Object.entries(call.entities ?? {}).filter(([, count]) => count > 0) as [Entity, number][];
  const done = present.map(([entity]) => ({ entity, by: operator(entity) }));
  const tells = done.some(
    ({ entity, by }) => ['allow', 'mask', 'date_shift'].includes(by) || (entity === 'DATE' && by === 'surrogate'),
  );
  if ((tells || attached.length > 0) && call.baa !== true && call.baa !== 'self_hosted') return 'baa_required';
  if (rule.limits?.inputs !== undefined && (call.inputs ?? 0) > rule.limits.inputs) return 'inputs_too_many';
  if (done.some(({ by }) => by === 'block')) return 'phi_blocked';
  return rule.then === 'review' || attached.length > 0 || done.some(({ by }) => by === 'review') ? 'asked' : 'sent';
}

function meets(when: Conditions, call: Question): boolean {
  const { subject = '', groups = [], issuer = '', client = '', connection = '', model = '', source = '' } = call;
  const { operation, nature, baa, purpose, entities = {}, inputs = -1, bodyBytes = -1, time = 0 } = call;
  const fits = (list: readonly unknown[] | undefined, value: unknown) => list === undefined || list.includes(value);
  return (
    (fits(when.subjects, subject) || (when.subjects?.[0] === '*' && subject !== '')) &&
    (when.groups === undefined || groups.some((group) => when.groups?.includes(group))) &&
    fits(when.issuers, issuer) &&
    fits(when.clients, client) &&
    (when.nature === undefined || when.nature === nature) &&
    fits(when.connections, connection) &&
    fits(when.baa, baa) &&
    fits(when.purposes, purpose) &&
    like(when.operations, operation) &&
    like(when.models, model) &&
    within(when.inputs, inputs) &&
    within(when.bodyBytes, bodyBytes) &&
    counted(when.entities, entities) &&
    atTime(when.time, time) &&
    (when.networks === undefined || (source !== '' && inNetworks(when.networks, source)))
  );
}

function like(patterns: readonly string[] | undefined, text: string): boolean {
  if (patterns === undefined) return true;
  return patterns.some((one) => new RegExp(`^${one.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(text));
}

function within(range: Range | undefined, value: number): boolean {
  return range === undefined || !(value < (range.atLeast ?? value) || value > (range.atMost ?? value));
}

function counted(ranges: Conditions['entities'] = {}, counts: EntityCounts): boolean {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return Object.entries(ranges).every(([entity, range]) =>
    within(range, entity === 'any' ? total : (counts[entity as Entity] ?? 0)),
  );
}

/** The days that the documents here name begin at `from` and end at midnight. */
function atTime(meant: Conditions['time'], time: number): boolean {
  if (meant === undefined) return true;
  const format = { timeZone: meant.zone, weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const [day = '', clock = ''] = new Intl.DateTimeFormat('en-GB', format).format(time).split(/[, ]+/);
  return (meant.days as readonly string[]).includes(day.toLowerCase()) && clock >= (meant.from ?? '');
}

function inNetworks(networks: readonly string[], source: string): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), 'ipv4');
  }
  return list.check(source, 'ipv4');
}
