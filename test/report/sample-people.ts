import type { Identity } from '@sallyport/core';

const PEOPLE = 'https://login.hospital.example/';
const SERVICES = 'https://kubernetes.hospital.example/';

/** Subjects that try to get out of where they are shown: markup, a bidi override, a control, a formula. */
export const HOSTILE = [
  '<img src=x onerror=alert(1)>"\'</td><script>alert(2)</script>',
  '\u202egnp.tseuqer\u2066\u001b[2J',
  '=cmd|"/C calc"!A1',
] as const;

/** Twenty identities, three of which choose their names to harm who reads. */
export const SAMPLE_IDENTITIES: readonly Identity[] = [
  ...['triage-api', 'note-summaries', 'discharge-letters', 'search-index', 'coding-assistant', 'trial-matching'].map(
    (subject) => ({ issuer: SERVICES, subject: `system:serviceaccount:clinical:${subject}` }),
  ),
  ...['a.okafor', 'b.lindqvist', 'c.marchetti', 'd.nakamura', 'e.osei', 'f.delgado', 'g.haddad', 'h.novak'].map(
    (subject) => ({ issuer: PEOPLE, subject: `${subject}@hospital.example` }),
  ),
  ...['i.petrov', 'j.mbeki', 'k.ström'].map((subject) => ({ issuer: PEOPLE, subject: `${subject}@hospital.example` })),
  ...HOSTILE.map((subject) => ({ issuer: PEOPLE, subject })),
];

/** Who decides. */
export const REVIEWERS: readonly Identity[] = ['r.adeyemi', 's.kowalski', 't.lindgren'].map((subject) => ({
  issuer: PEOPLE,
  subject: `${subject}@hospital.example`,
}));
/** Who runs the companion. */
export const ADMIN: Identity = { issuer: PEOPLE, subject: 'platform.on-call@hospital.example' };
/** Who looks at its evidence. */
export const AUDITOR: Identity = { issuer: PEOPLE, subject: 'u.brandt@audit.example' };
