import type { Notice } from '../notice.ts';
import { type Fact, factsOf, headlineOf, isOpen } from '../notice-facts.ts';

/** The `action_id` of each button. */
export const BUTTONS = { approve: 'sallyport_approve', reject: 'sallyport_reject', open: 'sallyport_open' } as const;

/** Slack takes ten fields in a section. */
const FIELDS = 10;

/** Plain text: nothing in it becomes a link, a mention or an emoji. */
export const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

/** The message of a notice, as `chat.postMessage` and `chat.update` take it, without where it goes. Who can still decide finds buttons. */
export function reviewMessage(notice: Notice): object {
  const { id, kind, review } = notice;
  return {
    text: `${headlineOf(notice)}: ${review.id}`,
    blocks: [
      { type: 'header', text: plain(headlineOf(notice)) },
      ...sections(factsOf(notice)),
      { type: 'actions', block_id: 'sallyport_review', elements: buttons(notice) },
    ],
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: 'sallyport_review', event_payload: { notice: id, kind, review: review.id } },
  };
}

function sections(facts: readonly Fact[]): readonly object[] {
  const fields = facts.map(({ title, value }) => plain(`${title}\n${value}`));
  const pages = Array.from({ length: Math.ceil(fields.length / FIELDS) }, (_, page) =>
    fields.slice(page * FIELDS, (page + 1) * FIELDS),
  );
  return pages.map((page) => ({ type: 'section', fields: page }));
}

function buttons({ review }: Notice): readonly object[] {
  const open = { type: 'button', action_id: BUTTONS.open, text: plain('How to look at it'), url: review.url };
  if (!isOpen(review)) return [open];
  const decide = (action: 'approve' | 'reject', text: string, style: string) => ({
    ...{ type: 'button', action_id: BUTTONS[action], text: plain(text), style, value: review.id },
  });
  return [decide('approve', 'Approve', 'primary'), decide('reject', 'Reject', 'danger'), open];
}
