import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { Summary } from '../tally/summary.ts';
import { durationWords } from './words.ts';

interface Point {
  readonly count: number;
  /** What it is, after its number: of one, and of several. */
  readonly words: readonly [one: string, many: string];
  /** What there would be none of; empty where that needs no words. */
  readonly none: string;
  readonly link: string;
}

/** What somebody responsible looks at first, and what of that there was none of. */
export function attentionSection(summary: Summary): Html {
  const points = pointsOf(summary);
  const there = points.filter(({ count }) => count > 0);
  const absent = points.filter(({ count, none }) => count === 0 && none !== '').map(({ none }) => none);
  return html`<section aria-labelledby="attention"><h2 id="attention">To look at</h2>
${there.length === 0 ? html`<p>Nothing.</p>` : html`<ul class="points">${there.map(item)}</ul>`}
${absent.length === 0 ? '' : html`<p class="none"><strong>None in this period:</strong> ${absent.join(', ')}.</p>`}
</section>`;
}

function item({ count, words, link }: Point): Html {
  return html`<li><a href="#${link}"><b>${formatCount(count)}</b><span>${words[count === 1 ? 0 : 1]}</span></a></li>`;
}

function pointsOf(summary: Summary): readonly Point[] {
  return [...ofCalls(summary), ...ofPeople(summary), ...ofLog(summary)];
}

function ofCalls({ calls: { total }, events: { acts, authFailures } }: Summary): readonly Point[] {
  const strangers = authFailures.reduce((sum, { count }) => sum + count, 0);
  return [
    {
      count: total.left,
      words: ['identifier left as it was', 'identifiers left as they were'],
      none: 'identifiers left as they were',
      link: 'identifiers',
    },
    {
      count: acts['finding.raised'].count,
      words: ['call whose client claimed less than was found', 'calls whose client claimed less than was found'],
      none: 'clients that claimed less than was found',
      link: 'administration',
    },
    {
      count: total.unknown + total.open,
      words: ['call of which no end is known', 'calls of which no end is known'],
      none: 'calls without a known end',
      link: 'failures',
    },
    {
      count: strangers,
      words: ['time somebody was not let in', 'times somebody was not let in'],
      none: 'failed authentications',
      link: 'failures',
    },
  ];
}

function ofPeople({ reviews, events: { acts, activity } }: Summary): readonly Point[] {
  const serious = activity.filter(({ conclusion }) => conclusion !== 'no_concern').length;
  return [
    {
      count: reviews.breakGlass,
      words: ['time the glass was broken', 'times the glass was broken'],
      none: 'broken glass',
      link: 'reviews',
    },
    {
      count: reviews.refused,
      words: ['decision that did not count', 'decisions that did not count'],
      none: 'decisions that did not count',
      link: 'reviews',
    },
    {
      count: serious,
      words: ['activity digest that needs following up', 'activity digests that need following up'],
      none: 'activity digests that need following up',
      link: 'activity-reviews',
    },
    {
      count: activity.length === 0 ? 1 : 0,
      words: ['period without an activity review', 'periods without an activity review'],
      none: '',
      link: 'activity-reviews',
    },
    {
      count: acts['vault.revealed'].count,
      words: ['time values were revealed', 'times values were revealed'],
      none: 'revealed values',
      link: 'administration',
    },
    {
      count: acts['recording.purged'].count,
      words: ['recording purged', 'recordings purged'],
      none: 'purged recordings',
      link: 'administration',
    },
  ];
}

function ofLog({ events: { acts }, continuity, entries }: Summary): readonly Point[] {
  const log: readonly Point[] = [
    {
      count: acts.opt_out.count,
      words: ['protection done without', 'protections done without'],
      none: 'protections done without',
      link: 'administration',
    },
    {
      count: acts['log.recovered'].count,
      words: ['restore of the log', 'restores of the log'],
      none: 'restores of the log',
      link: 'administration',
    },
    {
      count: entries.withheld,
      words: ['entry withheld by a filter', 'entries withheld by a filter'],
      none: 'withheld entries',
      link: 'verify',
    },
  ];
  if (!continuity.known) return log;
  const { silences, longest, unwitnessed } = continuity;
  return [
    ...log,
    {
      count: silences,
      words: [
        `silence of the log over 5 minutes: ${durationWords(longest)}`,
        `silences of the log over 5 minutes, the longest ${durationWords(longest)}`,
      ],
      none: 'silences of the log over 5 minutes',
      link: 'continuity',
    },
    {
      count: unwitnessed,
      words: ['minute in which no witness answered', 'minutes in which no witness answered'],
      none: 'unanswered witnesses',
      link: 'continuity',
    },
  ];
}
