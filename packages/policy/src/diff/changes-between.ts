import { type Decision, ENTITIES } from '@sallyport/core';
import { isPlain } from '../is-plain.ts';

/** One thing that two decisions say differently, in words. */
export interface Change {
  /** `effect`, `out/SSN`, `back/NAME`, `media`, `review`, `limits`, `restore`, `recording`, `auditors`, `retention`, `message`. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** What two decisions say differently. The rule's name and the policy's are no difference. Of a call that one denies, only that. */
export function changesBetween(from: Decision, to: Decision): readonly Change[] {
  const denied = from.effect === 'deny' || to.effect === 'deny';
  const parts = denied ? [] : ([...operators('out'), ...operators('back'), ...SETTINGS] as const);
  return [effect, ...parts].flatMap(({ what, of }) => {
    const [before, after] = [of(from), of(to)];
    return before === after ? [] : [{ what, from: before, to: after }];
  });
}

interface Part {
  readonly what: string;
  readonly of: (decision: Decision) => string;
}

const effect: Part = {
  what: 'effect',
  of: ({ effect: said, denied }) => (said !== 'deny' ? said : deniedWords(denied)),
};

function deniedWords(denied: Decision['denied']): string {
  if (denied === 'baa') return 'deny (no agreement)';
  return denied === 'media' ? 'deny (attachments)' : 'deny';
}

function operators(direction: 'out' | 'back'): readonly Part[] {
  return ENTITIES.map((entity) => ({
    what: `${direction}/${entity}`,
    of: ({ operators: plans }) => plans[direction][entity],
  }));
}

const SETTINGS: readonly Part[] = [
  { what: 'media', of: ({ media }) => words(media) },
  { what: 'review', of: ({ review }) => words(review) },
  { what: 'limits', of: ({ limits }) => words(limits) },
  { what: 'restore', of: ({ restore }) => words(restore) },
  { what: 'recording', of: ({ recording }) => recording },
  { what: 'auditors', of: ({ auditors }) => words(auditors?.map(({ kid, x }) => `${kid} (${x})`)) },
  { what: 'retention', of: ({ retention }) => retention },
  { what: 'message', of: ({ message }) => words(message) },
];

/** `quorum 2, expiresIn 3600`, `requests (most 600, seconds 3600)` */
function words(value: unknown): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, held]) => `${name} ${isPlain(held) ? `(${words(held)})` : words(held)}`)
    .join(', ');
}
