import type { Intention } from './read-interaction.ts';
import { DIALOGUE } from './read-interaction.ts';
import { plain } from './review-message.ts';

const TITLES = { approve: 'Approve', reject: 'Reject' } as const;
const MAX_JUSTIFICATION = 2_000;

/** The view that asks for a justification. */
export function dialogue(intention: Intention): object {
  const { review, decision } = intention;
  const asked = {
    type: 'input',
    block_id: DIALOGUE.block,
    label: plain('Why'),
    hint: plain('Kept sealed with the decision. No patient data: it passes Slack.'),
    element: {
      ...{ type: 'plain_text_input', action_id: DIALOGUE.action, multiline: true },
      ...{ min_length: 1, max_length: MAX_JUSTIFICATION },
    },
  };
  return {
    type: 'modal',
    callback_id: DIALOGUE.callback,
    private_metadata: JSON.stringify(intention),
    title: plain(`${TITLES[decision]} a call`),
    submit: plain(TITLES[decision]),
    close: plain('Cancel'),
    blocks: [{ type: 'section', text: plain(`Review ${review}`) }, asked],
  };
}

/** A view that says something, and asks for nothing. */
export function saying(text: string): object {
  return {
    type: 'modal',
    title: plain('Sallyport'),
    close: plain('Close'),
    blocks: [{ type: 'section', text: plain(text) }],
  };
}
