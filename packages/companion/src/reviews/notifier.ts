import type { SqlRunner } from '../storage/index.ts';

/** What somebody is told of: that people are asked, that a second group is, how it was decided, that the glass was broken, that nobody decided in time. */
export const NOTICE_KINDS = ['requested', 'escalated', 'decided', 'break_glass', 'expired'] as const;

/** What a notice is about. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Tells people of reviews. Nothing of a body, of findings' values or of a justification is in what they are told. */
export interface Notifier {
  /** Queues a notice to every channel, once, in the transaction of what it tells of where `runner` is one. Raises what the database does. */
  queue(
    runner: SqlRunner,
    notice: { readonly review: string; readonly kind: NoticeKind; readonly at: number },
  ): Promise<void>;
}
