import { type Identity, identityKey } from '@sallyport/core';
import { personOf } from '../ledger/index.ts';
import { FINDING_SEVERITIES, type Finding, type FindingSubject, SEVERITIES, type Sighting } from './finding.ts';

/** So many findings are told apart of each severity, and so many are listed of all. */
const MOST = 1_000;
/** The longest list, in bytes of its JSON: what is told has to fit an answer. */
const MOST_BYTES = 400_000;
/** So many identities are known by a digest of theirs which no finding in the list names. */
const MOST_UNNAMED = 5_000;
const SAMPLE = 5;

/** What a digest tells of findings. */
export interface TalliedFindings {
  /** The worst first, and of those the most frequent first. */
  readonly findings: readonly Finding[];
  /** How many more there are. */
  readonly unlisted: number;
  /** The identities that findings are about and the list does not name: 16 bytes each that are the same for the same one, in base64url. */
  readonly unnamed: readonly string[];
  /** There are more of those. */
  readonly unnamedCut: boolean;
}

interface Entry {
  readonly key: string;
  readonly subject: FindingSubject;
  readonly others: boolean;
  count: number;
  first: number;
  last: number;
  readonly sample: string[];
}

/**
 * Adds up what is found, in bounded memory. Of each severity 1,000 findings are told apart, so that many of little weight push out none of more; what
 * comes beyond adds up by kind and code, without a name.
 */
export class FindingTally {
  readonly #entries = new Map<string, Entry>();
  readonly #told = { high: 0, medium: 0, low: 0 };
  readonly #unnamed = new Set<string>();
  #unnamedCut = false;

  /** Adds what was found once. */
  add(subject: FindingSubject, { first, last, count = 1, ids = [] }: Sighting): void {
    const entry = this.#entry(subject);
    entry.count += count;
    entry.first = Math.min(entry.first, first);
    entry.last = Math.max(entry.last, last);
    entry.sample.push(...ids.slice(0, SAMPLE - entry.sample.length));
  }

  /** All of it, as a digest tells it. */
  list(): TalliedFindings {
    const sorted = [...this.#entries.values()].toSorted(worstFirst).map(findingOf);
    const findings = sorted.slice(0, howMany(sorted));
    const named = new Set(findings.flatMap(({ who }) => (who === undefined ? [] : [personText(who)])));
    for (const { who } of sorted.slice(findings.length)) this.#note(who);
    const unnamed = [...this.#unnamed].filter((one) => !named.has(one)).toSorted();
    return { findings, unlisted: sorted.length - findings.length, unnamed, unnamedCut: this.#unnamedCut };
  }

  #entry(subject: FindingSubject): Entry {
    const { kind, code, who, name } = subject;
    const known = this.#entries.get(keyOf(subject));
    if (known !== undefined) return known;
    const severity = FINDING_SEVERITIES[kind];
    if (this.#told[severity] < MOST) {
      this.#told[severity] += 1;
      return this.#open(keyOf(subject), { subject: { kind, ...optional({ code, who, name }) }, others: false });
    }
    this.#note(who);
    const rest = { kind, ...optional({ code }) };
    return (
      this.#entries.get(`others ${keyOf(rest)}`) ?? this.#open(`others ${keyOf(rest)}`, { subject: rest, others: true })
    );
  }

  #open(key: string, about: Pick<Entry, 'subject' | 'others'>): Entry {
    const entry = { ...about, key, count: 0, first: Number.POSITIVE_INFINITY, last: 0, sample: [] };
    this.#entries.set(key, entry);
    return entry;
  }

  #note(who: Identity | undefined): void {
    if (who === undefined) return;
    const text = personText(who);
    if (this.#unnamed.has(text)) return;
    if (this.#unnamed.size < MOST_UNNAMED) this.#unnamed.add(text);
    else this.#unnamedCut = true;
  }
}

/** 16 bytes that are the same for the same identity, in base64url. */
export function personText(identity: Identity): string {
  return Buffer.from(personOf(identity)).toString('base64url');
}

function keyOf({ kind, code, who, name }: FindingSubject): string {
  return JSON.stringify([kind, code ?? null, who === undefined ? null : identityKey(who), name ?? null]);
}

function worstFirst(one: Entry, other: Entry): number {
  const weight = ({ subject }: Entry) => SEVERITIES.indexOf(FINDING_SEVERITIES[subject.kind]);
  const order = weight(one) - weight(other) || other.count - one.count;
  return order === 0 ? compareText(one.key, other.key) : order;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function findingOf({ subject, others, count, first, last, sample }: Entry): Finding {
  const { kind, ...about } = subject;
  return {
    kind,
    severity: FINDING_SEVERITIES[kind],
    ...about,
    count,
    first: new Date(first).toISOString(),
    last: new Date(last).toISOString(),
    sample,
    ...(others ? { others } : {}),
  };
}

function howMany(findings: readonly Finding[]): number {
  let length = 0;
  const beyond = findings.findIndex((finding, at) => {
    length += Buffer.byteLength(JSON.stringify(finding));
    return at >= MOST || length > MOST_BYTES;
  });
  return beyond < 0 ? findings.length : beyond;
}

function optional(members: Readonly<Record<string, unknown>>): Omit<FindingSubject, 'kind'> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
