import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import { triedOf } from '../tally/call-sums.ts';
import type { Summary } from '../tally/summary.ts';
import { counted, durationWords, share, timesWords } from './words.ts';

/** A safeguard of the Security Rule, what this bundle has about it, and what it has not. */
export interface Safeguard {
  readonly id: string;
  /** `45 CFR 164.312(a)(1)` */
  readonly citation: string;
  readonly name: string;
  /** What the rule asks for, in few words. */
  readonly asks: string;
  readonly evidence: readonly Html[];
  readonly gaps: readonly Html[];
}

/** The safeguards that a bundle has evidence about, in the order of the rule. */
export function safeguardsOf(summary: Summary): readonly Safeguard[] {
  const makers = [activityReview, accessControl, auditControls, integrity, authentication, transmission];
  return makers.map((make) => make(summary));
}

function activityReview({ events: { activity, reads, acts } }: Summary): Safeguard {
  const findings = activity.reduce((sum, row) => sum + row.findings, 0);
  const people = new Set(activity.map(({ issuer, subject }) => JSON.stringify([issuer, subject]))).size;
  const readings = reads.reduce((sum, { count }) => sum + count, 0);
  return {
    id: 'activity-review',
    citation: '45 CFR 164.308(a)(1)(ii)(D)',
    name: 'Information system activity review',
    asks: 'Regularly review records of activity, such as audit logs, access reports and security incident tracking reports.',
    evidence: [
      html`<b>${counted(activity.length, 'digest')}</b> of activity signed off by ${counted(people, 'person', 'people')}, with ${counted(findings, 'finding')}.`,
      html`<b>${counted(readings, 'reading')}</b> of sessions, reviews and other records on the admin plane, each an event before it was answered.`,
      html`<b>${counted(acts['recording.read'].count, 'recording')}</b> read, and ${counted(acts['evidence.exported'].count, 'export')} of evidence.`,
    ],
    gaps: [
      html`Digests about the end of the period that were signed off after it.`,
      html`What your people did about a finding, and whether they looked as closely as they signed.`,
      html`Activity that does not pass through Sallyport.`,
    ],
  };
}

function accessControl({ calls, events, reviews }: Summary): Safeguard {
  const { total } = calls;
  return {
    id: 'access-control',
    citation: '45 CFR 164.312(a)(1)',
    name: 'Access control',
    asks: 'Allow access only to those persons or programs that have been granted it: unique identification, emergency access, automatic logoff, encryption.',
    evidence: [
      html`<b>${formatCount(total.refused)}</b> of ${counted(triedOf(total), 'call')} refused, with nothing sent; ${counted(calls.rules.count, 'rule')} decided.`,
      html`<b>${calls.identities.more === true ? 'More than ' : ''}${counted(calls.identities.count, 'identity', 'identities')}</b>, each a unique pair of issuer and subject (a)(2)(i).`,
      html`<b>${counted(events.grants, 'grant')}</b> issued, to ${counted(events.clientKeys, 'key')}; a grant ends by itself within 15 minutes (a)(2)(iii). ${counted(events.acts['grant.revoked'].count, 'revocation')}.`,
      html`Emergency access (a)(2)(ii): the glass was broken <b>${timesWords(reviews.breakGlass)}</b>; each time takes a reason, and a review after the fact.`,
      html`<b>${counted(events.acts.opt_out.count, 'protection')}</b> done without.`,
    ],
    gaps: [
      html`Whether those who were let in ought to be: groups and accounts are your identity provider’s.`,
      html`Who else knows a shared account or a workload’s credentials.`,
      html`Access to models that goes past Sallyport.`,
    ],
  };
}

function auditControls({ entries, continuity, events, filter, calls }: Summary): Safeguard {
  return {
    id: 'audit-controls',
    citation: '45 CFR 164.312(b)',
    name: 'Audit controls',
    asks: 'Record and examine activity in systems that contain or use electronic protected health information.',
    evidence: [
      html`<b>${counted(entries.inPeriod, 'entry', 'entries')}</b> in the period, of ${counted(entries.kinds.length, 'kind')}; an intent is durable before anything is sent, an outcome before the answer ends.`,
      filter === null
        ? html`<b>Every</b> entry from ${formatCount(entries.first)} to ${formatCount(entries.end - 1)} is in this bundle: completeness is proven by the tree of hashes.`
        : html`A selection: ${counted(entries.withheld, 'entry', 'entries')} of the range are withheld.`,
      continuity.known
        ? html`<b>${counted(continuity.heartbeats, 'heartbeat')}</b>, the longest silence ${durationWords(continuity.longest)}.`
        : html`Continuity is not told by a selection.`,
      html`<b>${formatCount(calls.recordings)}</b> of ${counted(calls.total.sent, 'session')} with a recording whose digest is in the log.`,
      html`<b>${counted(events.acts['log.recovered'].count, 'restore')}</b> of the log.`,
    ],
    gaps: [
      html`Systems other than Sallyport, such as the record system a text came from.`,
      html`What happened with an answer after it was given.`,
      html`Identifiers that no detector found: counts are of what was found.`,
    ],
  };
}

function integrity({ calls, log, events }: Summary): Safeguard {
  const { total } = calls;
  return {
    id: 'integrity',
    citation: '45 CFR 164.312(c)(1)',
    name: 'Integrity',
    asks: 'Protect electronic protected health information from improper alteration or destruction.',
    evidence: [
      html`A signed root hash over <b>${counted(log.size, 'entry', 'entries')}</b>: none was changed, added, removed or moved without <code>sallyport verify</code> naming it.`,
      html`<b>${counted(log.witnesses.length, 'witness', 'witnesses')}</b> in another trust domain saw the log: this state of it, or an earlier one from which it goes on.`,
      html`<b>${share(total.committed, total.sent)}</b> of sessions commit to the exact bytes that left.`,
      html`<b>${counted(events.acts['recording.purged'].count, 'recording')}</b> purged, each by an event with its reason; ${counted(events.acts['recording.held'].count, 'legal hold')} placed.`,
    ],
    gaps: [
      html`Whether the texts were right when they came, or the models’ answers true.`,
      html`The records in your own systems.`,
      html`A change made before the log’s first entry, or by the operator together with every witness.`,
    ],
  };
}

function authentication({ calls, events }: Summary): Safeguard {
  const { total } = calls;
  const failures = events.authFailures.reduce((sum, { count }) => sum + count, 0);
  const issuers = new Set(calls.identities.rows.map(({ issuer }) => issuer)).size;
  return {
    id: 'authentication',
    citation: '45 CFR 164.312(d)',
    name: 'Person or entity authentication',
    asks: 'Verify that a person or entity seeking access is the one claimed.',
    evidence: [
      html`<b>${counted(issuers, 'issuer')}</b> vouched for those who called; every call carried a token that was verified.`,
      html`<b>${share(total.clientSigned, total.sent)}</b> of sessions rest on an intent signed with the caller’s own key, bound to its grant (RFC 9449).`,
      html`<b>${formatCount(failures)}</b> times somebody was not let in.`,
      html`<b>${counted(events.adminLogins, 'login')}</b> to the companion’s own controls.`,
    ],
    gaps: [
      html`How your identity provider tells who somebody is: passwords, factors, joiners and leavers.`,
      html`Who sat at the device, or holds a workload’s key.`,
    ],
  };
}

function transmission({ calls }: Summary): Safeguard {
  const { total } = calls;
  return {
    id: 'transmission',
    citation: '45 CFR 164.312(e)(1)',
    name: 'Transmission security',
    asks: 'Guard against unauthorized access to what is transmitted over a network: integrity controls, encryption.',
    evidence: [
      html`<b>${formatCount(total.replaced)}</b> of ${counted(total.found, 'identifier')} replaced before transmission, ${formatCount(total.partly)} of them in part; ${formatCount(total.left)} left as they were, under a rule.`,
      html`<b>${counted(calls.connections.count, 'connection')}</b>, and no provider besides: a caller cannot choose one.`,
      html`Commitments to request, egress, answer and reply tell a change on the way (e)(2)(i).`,
      html`Providers are called with verified certificates, TLS 1.2 or later (e)(2)(ii): there is no setting against it, and the one for plain http is only for models of your own.`,
    ],
    gaps: [
      html`The TLS in front of the companion, which you set up.`,
      html`Which version of TLS a single call used.`,
      html`Detection engines of others, which see text too where the configuration names them.`,
      html`What the provider does with what it received.`,
    ],
  };
}
