import type { Conditions } from '../conditions/conditions.ts';
import type { Question } from '../question.ts';
import type { Dimension } from './dimension.ts';
import { Listed } from './listed.ts';

/** What a rule lists under a condition, and what a question offers. */
interface Sides {
  readonly asked: (when: Conditions) => readonly unknown[] | undefined;
  readonly offered: (question: Question) => readonly unknown[];
}

/** The conditions that list values, of which the question must have one. */
const SIDES: readonly Sides[] = [
  { asked: (when) => when.subjects, offered: ({ subject }) => (typeof subject === 'string' ? [subject, '*'] : []) },
  { asked: (when) => when.groups, offered: ({ groups }) => (Array.isArray(groups) ? groups : []) },
  { asked: (when) => when.issuers, offered: ({ issuer }) => [issuer] },
  { asked: (when) => when.clients, offered: ({ client }) => [client] },
  { asked: ({ nature }) => (nature === undefined ? undefined : [nature]), offered: ({ nature }) => [nature] },
  { asked: (when) => when.connections, offered: ({ connection }) => [connection] },
  { asked: (when) => when.baa, offered: ({ baa }) => [baa] },
  { asked: (when) => when.purposes, offered: ({ purpose }) => [purpose] },
];

/** Every condition that lists values, for a policy of so many rules. */
export function listedValues(size: number): readonly Dimension[] {
  return SIDES.map(({ asked, offered }) => {
    const listed = new Listed(size);
    return {
      learn: (position, when) => listed.learn(position, asked(when)),
      holding: (question) => (listed.isAsked ? listed.holding(offered(question)) : undefined),
    };
  });
}
