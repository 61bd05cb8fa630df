import type { Notice } from '../notice.ts';
import { factsOf, headlineOf } from '../notice-facts.ts';

/** What Markdown would make something of, in a fact of a card. */
const MARKED = /[\\`*[\]<>~]/g;

/** The message with one Adaptive Card (schema 1.5) that a workflow of Microsoft Teams posts. */
export function adaptiveCard(notice: Notice): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text: headlineOf(notice), size: 'Medium', weight: 'Bolder', wrap: true, style: 'heading' },
      {
        type: 'FactSet',
        facts: factsOf(notice).map(({ title, value }) => ({ title, value: value.replaceAll(MARKED, '\\$&') })),
      },
    ],
    actions: [{ type: 'Action.OpenUrl', title: 'Look at the review', url: notice.review.url }],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}
