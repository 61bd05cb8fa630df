import { Command } from 'commander';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { decideReview, type ReviewOrder } from '../reviews/decide-review.ts';
import { listReviews } from '../reviews/list-reviews.ts';
import { readReviewId } from '../reviews/read-review-id.ts';
import { saveAttachments } from '../reviews/save-attachments.ts';
import { showReview } from '../reviews/show-review.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface DecisionOptions {
  readonly justification?: string;
  readonly window?: string;
}

interface ShowOptions {
  readonly save?: string;
}

const WHY = ['--justification <text>', 'why; asked for on a terminal when it is not given'] as const;

/** `sallyport reviews`: lists the calls that wait for people, shows one, and decides it. */
export function reviewsCommand(context: CommandContext): Command {
  const one = (name: string, description: string) =>
    new Command(name).description(description).argument('<id>', 'the id of a review');
  const decide = (verb: ReviewOrder['verb']) => (review: string, options: DecisionOptions) =>
    decideReview({ verb, review, ...options }, context.terminal);
  return new Command('reviews')
    .description('calls that people must approve')
    .addCommand(new Command('list').description('list them, those that wait first').action(() => list(context)))
    .addCommand(
      one('show', 'show one, with what would be sent')
        .option(
          '--save <folder>',
          'keep what is attached in files of a folder, mode 0600; each fetching is an event in the ledger',
        )
        .action((id: string, options: ShowOptions) => show(id, { ...options, context })),
    )
    .addCommand(
      one('approve', 'approve one')
        .option(...WHY)
        .option('--window <time>', 'approve all such calls for a time: 30m, 4h')
        .action(decide('approve')),
    )
    .addCommand(
      one('reject', 'reject one')
        .option(...WHY)
        .action(decide('reject')),
    )
    .addCommand(
      one('revoke', 'take an approval back, and cut the calls under it')
        .option(...WHY)
        .action(decide('revoke')),
    );
}

async function list({ terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  await write(terminal.stdout, listReviews(await client.call({ method: 'GET', path: '/v1/admin/reviews' })));
}

async function show(id: string, { context, save }: ShowOptions & { readonly context: CommandContext }): Promise<void> {
  const { terminal } = context;
  const client = await adminClient(sessionPath(terminal));
  const path = `/v1/admin/reviews/${readReviewId(id)}` as const;
  const answer = await client.call({ method: 'GET', path });
  await write(terminal.stdout, showReview(answer));
  if (save === undefined) return;
  const saved = await saveAttachments(client, { answer, folder: save });
  const lines = saved.map((file) => `kept: ${visibleLine(file)}\n`);
  await write(terminal.stdout, lines.length === 0 ? 'Nothing is attached.\n' : lines.join(''));
}
