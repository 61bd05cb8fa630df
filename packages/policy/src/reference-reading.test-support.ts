import { BlockList, isIP } from 'node:net';
import type { Conditions, Range } from './conditions/conditions.ts';
import type { PolicyDocument, RuleDocument } from './document/document.ts';
import type { Question } from './question.ts';

/** What the words of a policy document mean, one after the other and as plainly as they can be said. Shares nothing with what it is compared with. */
export function referenceReading(
  document: PolicyDocument,
  question: Question,
): { effect: string; rule: string; denied?: string } {
  for (const rule of document.rules ?? []) {
    if (rule.when === undefined || meets(rule.when, question)) return verdict(rule, question);
  }
  return { effect: 'deny', rule: 'default', denied: 'default' };
}

function verdict({ name, then, out = {}, media: named = [] }: RuleDocument, question: Question) {
  const { baa, entities = {}, media = [] } = question;
  if (then === 'deny') return { effect: 'deny', rule: name, denied: 'rule' };
  const spelled = named.map((one) =>
    one === 'application/*'
      ? /^application\/(?!octet-stream)/
      : new RegExp(`^${one.replace('*', '.*').replaceAll('.d', '\\.d')}$`),
  );
  if (media.some((type) => !spelled.some((one) => one.test(type))))
    return { effect: 'deny', rule: name, denied: 'media' };
  if (typeof out === 'string') throw new TypeError('the reference knows no names');
  const operators = Object.entries(entities)
    .filter(([, count]) => count > 0)
    .map(([entity]) => `${out[entity as 'SSN'] ?? out.default ?? 'redact'} of ${entity}`);
  const telling = operators.filter((one) => /^(?:allow|mask|date_shift) of |^surrogate of DATE$/.test(one));
  if (baa !== true && baa !== 'self_hosted' && telling.length + media.length > 0)
    return { effect: 'deny', rule: name, denied: 'baa' };
  const asked = then === 'review' || media.length > 0 || operators.some((one) => one.startsWith('review of '));
  return { effect: asked ? 'review' : 'allow', rule: name };
}

function meets(when: Conditions, question: Question): boolean {
  const {
    subject,
    groups = [],
    issuer,
    client,
    nature,
    connection,
    baa,
    operation,
    model,
    entities,
    purpose,
  } = question;
  const answers = [
    when.subjects === undefined ||
      (subject !== undefined && (when.subjects[0] === '*' || when.subjects.includes(subject))),
    when.groups === undefined || when.groups.filter((group) => groups.includes(group)).length > 0,
    when.issuers === undefined || (issuer !== undefined && when.issuers.includes(issuer)),
    when.clients === undefined || (client !== undefined && when.clients.includes(client)),
    when.nature === undefined || when.nature === nature,
    when.connections === undefined || (connection !== undefined && when.connections.includes(connection)),
    when.baa === undefined || (baa !== undefined && when.baa.includes(baa)),
    when.operations === undefined || pattern(when.operations.map((one) => one.replace(/\.\*$/, '.**'))).test(operation),
    when.models === undefined || (model !== undefined && pattern(when.models).test(model)),
    when.entities === undefined || (entities !== undefined && entitiesFit(when.entities, entities)),
    when.bodyBytes === undefined || within(when.bodyBytes, question.bodyBytes),
    when.inputs === undefined || within(when.inputs, question.inputs),
    when.time === undefined || (question.time !== undefined && timeFits(when.time, question.time)),
    when.networks === undefined || (question.source !== undefined && networkFits(when.networks, question.source)),
    when.purposes === undefined || (purpose !== undefined && when.purposes.includes(purpose)),
  ];
  return !answers.includes(false);
}

function pattern(globs: readonly string[]): RegExp {
  const quoted = globs.map((glob) => glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '[^]*'));
  return new RegExp(`^(?:${quoted.join('|')})$`);
}

function within({ atLeast, atMost }: Range, value: number | undefined): boolean {
  if (value === undefined) return false;
  return !(atLeast !== undefined && value < atLeast) && !(atMost !== undefined && value > atMost);
}

function entitiesFit(
  ranges: NonNullable<Conditions['entities']>,
  entities: NonNullable<Question['entities']>,
): boolean {
  const { any, ...each } = ranges;
  const total = Object.values(entities).reduce((sum, count) => sum + count, 0);
  const counts = Object.entries(each).map(([entity, range]) => within(range, entities[entity as 'SSN'] ?? 0));
  return (any === undefined || within(any, total)) && !counts.includes(false);
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** `Sun 01:30` */
function shownIn(timeZone: string): Intl.DateTimeFormat {
  const known =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
  formats.set(timeZone, known);
  return known;
}

function timeFits(
  { zone, days, from = '00:00', to = '24:00' }: NonNullable<Conditions['time']>,
  time: number,
): boolean {
  const [today = '', clock = ''] = shownIn(zone).format(time).split(/[, ]+/);
  const isOn = (day: string) => days === undefined || (days as readonly string[]).includes(day);
  const yesterday = WEEK[(WEEK.indexOf(today.toLowerCase()) + 6) % 7] ?? '';
  if (from < to) return clock >= from && clock < to && isOn(today.toLowerCase());
  return (clock >= from && isOn(today.toLowerCase())) || (clock < to && isOn(yesterday));
}

function networkFits(networks: readonly string[], source: string): boolean {
  if (isIP(source) === 0) return false;
  const list = new BlockList();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(source)?.[1];
  const family = (ip: string) => (isIP(ip) === 4 ? 'ipv4' : 'ipv6');
  for (const network of networks) {
    const [ip = '', prefix] = network.split('/');
    if (family(ip) === family(mapped ?? source)) list.addSubnet(ip, Number(prefix), family(ip));
  }
  return list.check(mapped ?? source, family(mapped ?? source));
}
