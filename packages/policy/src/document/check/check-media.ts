import type { RuleDocument } from '../document.ts';
import type { PolicyFault } from '../fault.ts';

/** What is wrong with the attachments of a rule whose shape is right: nobody looks at them. */
export function* checkMedia({ media, then, review }: RuleDocument, path: PolicyFault['path']): Iterable<PolicyFault> {
  if (media === undefined) return;
  if (then === 'deny') yield { path: [...path, 'media'], message: 'is of no use: the rule denies' };
  else if (review === undefined) {
    yield { path: [...path, 'media'], message: 'must not be without review: it says who looks at what is attached' };
  }
}
