/** What a planned call is. `stranger`: a token of nobody's. `held`: it waits for a person, who approves or rejects it. */
export type CallKind =
  | 'note'
  | 'plain'
  | 'chat'
  | 'research'
  | 'proven'
  | 'denied'
  | 'approved'
  | 'rejected'
  | 'failing'
  | 'stranger';

/** A call of the week. */
export interface PlannedCall {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly kind: CallKind;
  readonly subject: string;
  /** Of whom it speaks; invented. */
  readonly patient: string;
  readonly careOf: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The callers, all invented: services, people, and two whose names are markup. */
const CALLERS: readonly string[] = [
  ...['triage', 'notes', 'coding', 'discharge', 'referrals', 'radiology', 'labs', 'billing', 'search', 'archive'].map(
    (name) => `svc-${name}`,
  ),
  ...['ada', 'bea', 'carlos', 'dan', 'eve', 'femi', 'gita', 'hal'].map((name) => `${name}.example`),
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("https://evil.example","ward")',
];

const PATIENTS = ['Maria Gonzalez', 'Tomas Novak', 'Aisha Khan', 'Per Lindqvist', 'Joy Adebayo'];

/** How often each kind comes, in a hundred. */
const SHARES: readonly (readonly [CallKind, number])[] = [
  ['note', 38],
  ['plain', 20],
  ['chat', 12],
  ['research', 7],
  ['proven', 8],
  ['denied', 5],
  ['approved', 3],
  ['rejected', 2],
  ['failing', 2],
  ['stranger', 3],
];

/** Plans a week of calls, in their order: the same for the same seed. Mostly by day, seldom at night, fewer at weekends. */
export function planWeek({
  from,
  seed = 2_026,
}: {
  readonly from: number;
  readonly seed?: number;
}): readonly PlannedCall[] {
  const random = mulberry32(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const calls = Array.from({ length: 7 }, (_, day) => {
    const most = day >= 5 ? 8 : 28;
    return Array.from({ length: most }, (): PlannedCall => {
      const night = random() < 0.1;
      const hour = night ? random() * 6 : 7 + random() * 12;
      return {
        at: from + day * DAY_MS + Math.floor(hour * HOUR_MS),
        kind: kindAt(random() * 100),
        subject: pick(CALLERS),
        patient: pick(PATIENTS),
        careOf: `pt-${Math.floor(random() * 40)}`,
      };
    });
  });
  return calls.flat().toSorted((one, other) => one.at - other.at);
}

function kindAt(share: number): CallKind {
  let left = share;
  for (const [kind, weight] of SHARES) {
    if (left < weight) return kind;
    left -= weight;
  }
  return 'note';
}

/** A small generator of numbers from 0 to 1, by Tommy Ettinger (public domain). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
