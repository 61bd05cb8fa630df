import { closed, list, ref, type Schema, text, whole } from './words.ts';

/** How a duration is asked for. */
const DURATION = 'a duration such as 90s, 15m, 8h or 30d';

/** A duration. Its bounds are checked later. */
export const duration = text(DURATION, { pattern: '^[1-9][0-9]{0,8}[smhd]$' });

/** The most people that may have to approve. */
export const MOST_APPROVERS = 10;

const groups = list('a list of groups', text('the name of a group', { pattern: '^(?!\\*$)' }));

/** What a rule demands of reviewers. */
export const review: Schema = closed(
  ['groups'],
  {
    groups: { ...groups, description: 'Whose members may decide.' },
    quorum: whole([1, MOST_APPROVERS], { default: 1, description: 'How many different people must approve.' }),
    expiresIn: ref('duration', { default: '1h', description: 'For how long it waits for them. At most 30d.' }),
    useWithin: ref('duration', { default: '15m', description: 'For how long an approval may be used. At most 1d.' }),
    stepUp: closed(
      ['maxAge'],
      {
        maxAge: ref('duration', { description: 'How old a login may be (`auth_time`). At most 1d.' }),
        amr: list('a list of authentication methods', text('a method of RFC 8176 such as mfa or hwk')),
      },
      { title: 'a step-up with maxAge', description: 'How fresh and how strong the login of a reviewer must be.' },
    ),
    escalate: closed(
      ['after', 'groups'],
      { after: ref('duration', { description: 'Less than `expiresIn`.' }), groups },
      { title: 'an escalation with after and groups', description: 'Who may decide too, once nobody has for so long.' },
    ),
    window: closed(
      ['most'],
      { most: ref('duration', { description: 'At most 8h.' }) },
      { title: 'a window with most', description: 'Reviewers may approve all such calls for a time.' },
    ),
    breakGlass: closed(
      ['groups'],
      { groups },
      {
        title: 'a list of groups',
        description: 'Whose members may go on without a reviewer: with a reason, an alert and a review after the fact.',
      },
    ),
    hold: ref('duration', {
      description: 'For how long a call is held open that cannot wait by itself. At most 120s.',
    }),
  },
  { title: 'a review with groups' },
);
