import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import { triedOf } from '../tally/call-sums.ts';
import type { Summary } from '../tally/summary.ts';
import { counted, share, timesWords } from './words.ts';

/** The period in three sentences, and its key numbers. */
export function inShort(summary: Summary): Html {
  const { total } = summary.calls;
  return html`<section aria-labelledby="short"><h2 id="short">In short</h2>
<p class="story">${sentCalls(summary)} ${identifiers(summary)} ${people(summary)}</p>
<dl class="cards">${[
    card('Calls sent', total.sent, html`${share(total.sent, triedOf(total))} of those tried`),
    card('Refused', total.refused, html`and ${formatCount(total.waiting)} told to wait`),
    card(
      'Identities',
      summary.calls.identities.count,
      html`${summary.calls.identities.more === true ? 'and more, ' : ''}over ${counted(summary.calls.connections.count, 'connection')}`,
    ),
    card('Identifiers found', total.found, html`in what was to be sent`),
    card(
      'Replaced',
      total.replaced,
      html`${share(total.replaced, total.replaced + total.left)} of those decided on${total.partly === 0 ? '' : html`; ${formatCount(total.partly)} in part`}`,
      'good',
    ),
    card('Left as they were', total.left, html`where a rule allows it`, total.left > 0 ? 'look' : 'good'),
    card('Masked in answers', total.masked, html`before they were given`),
    card(
      'Decided by people',
      summary.reviews.approvals + summary.reviews.rejections,
      html`on ${counted(summary.reviews.requested, 'request')}`,
    ),
  ]}</dl></section>`;
}

function card(name: string, count: number, note: Html, tone = ''): Html {
  return html`<div class="card ${tone}"><dt>${name}</dt><dd>${formatCount(count)}<small>${note}</small></dd></div>`;
}

function sentCalls({ calls }: Summary): Html {
  const { total, identities, connections } = calls;
  if (triedOf(total) === 0) return html`No call was made in this period.`;
  const many = identities.more === true ? 'More than ' : '';
  return html`<strong>${many}${counted(identities.count, 'identity', 'identities')} sent ${counted(total.sent, 'call')}</strong> to language models over ${counted(connections.count, 'connection')}; ${counted(total.refused, 'more was', 'more were')} refused, and nothing of ${total.refused === 1 ? 'it' : 'them'} left.`;
}

function identifiers({ calls: { total } }: Summary): Html {
  if (total.found === 0) return html`No identifier was found in what was sent.`;
  const left =
    total.left === 0
      ? html`None was left as it was.`
      : html`${counted(total.left, 'was', 'were')} left as they were, under a rule that allows it.`;
  const partly =
    total.partly === 0 ? '' : `, ${formatCount(total.partly)} of these in part: masked, or a date that was shifted`;
  return html`In what was to be sent, <strong>${counted(total.found, 'identifier')}</strong> of patients and others ${total.found === 1 ? 'was' : 'were'} found, and <strong>${formatCount(total.replaced)}</strong> replaced before anything left${partly}. ${left}`;
}

function people({ reviews }: Summary): Html {
  const { requested, approvals, rejections, breakGlass } = reviews;
  if (requested + approvals + rejections === 0) return html`Nobody had to be asked.`;
  const broken = breakGlass === 0 ? 'The glass was never broken.' : `The glass was broken ${timesWords(breakGlass)}.`;
  return html`People were asked ${timesWords(requested)}: they gave ${counted(approvals, 'approval')} and ${counted(rejections, 'rejection')}. ${broken}`;
}
