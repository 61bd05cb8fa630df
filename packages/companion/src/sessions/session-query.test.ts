import { describe, expect, it } from 'vitest';
import { readSessionQuery } from './session-query.ts';

describe('readSessionQuery', () => {
  it('reads what is searched by', () => {
    const id = '00000000-0000-4000-8000-00000000000c';
    const members = {
      ...{ issuer: 'https://login.example/', subject: 'ada', approver_issuer: 'https://login.example/' },
      ...{ approver_subject: 'grace', group: 'staff', connection: 'openai', operation: 'embeddings.create' },
      ...{ model: 'gpt-4o', entity: 'SSN', decision: 'reviewed', status: 'failure', correlation_id: id },
      ...{ from: '2026-12-01T09:00:00-05:00', to: '2026-12-02t00:00:00.5z', client_ip: '10.1.2.3/8' },
      subject_of_care: 'pt:1',
    };
    expect(readSessionQuery(members)).toEqual({
      person: { issuer: 'https://login.example/', subject: 'ada' },
      approver: { issuer: 'https://login.example/', subject: 'grace' },
      ...{ group: 'staff', connection: 'openai', operation: 'embeddings.create', model: 'gpt-4o', entity: 'SSN' },
      ...{ decision: 'reviewed', status: 'failure', correlationId: id, subjectOfCare: 'pt:1' },
      from: new Date('2026-12-01T14:00:00Z'),
      to: new Date('2026-12-02T00:00:00.500Z'),
      clientIp: '10.1.2.3/8',
    });
    expect(readSessionQuery({})).toEqual({});
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
    ['2001:db8::/32', '2001:db8:0:0:0:0:0:0/32'],
  ])('reads the address %s', (text, address) => {
    expect(readSessionQuery({ client_ip: text }).clientIp).toBe(address);
  });

  it.each([
    ['half of an identity', { issuer: 'https://login.example/' }],
    ['the other half', { subject: 'ada' }],
    ['half of an approver', { approver_subject: 'grace' }],
    ['an entity that is none', { entity: 'ssn' }],
    ['a decision that is none', { decision: 'allow' }],
    ['a status that is none', { status: 'closed' }],
    ['a date without a time', { from: '2026-12-01' }],
    ['a time without an offset', { from: '2026-12-01T09:00:00' }],
    ['a month that is none', { to: '2026-13-01T09:00:00Z' }],
    ['a day that is none', { to: '2026-02-40T09:00:00Z' }],
    ['a day that its month has not', { to: '2026-02-30T09:00:00Z' }],
    ['an hour that is none', { to: '2026-02-01T25:00:00Z' }],
    ['a time far away', { to: '9999-12-01T09:00:00Z' }],
    ['a correlation id that is none', { correlation_id: '1' }],
    ['an address that is none', { client_ip: '10.0.0' }],
    ['a network that is none', { client_ip: '10.0.0.0/33' }],
    ['a network of a mapped address', { client_ip: '::ffff:10.0.0.0/104' }],
    ['a name as an address', { client_ip: 'localhost' }],
    ['a pseudonym that is none', { subject_of_care: 'Maria Gonzalez' }],
    ['a control character', { group: 'a\u0000b' }],
    ['half of a surrogate pair', { model: '\ud800' }],
    ['too long a text', { connection: 'a'.repeat(2_049) }],
  ])('refuses %s', (_, members) => {
    expect(() => readSessionQuery(members)).toThrow(expect.objectContaining({ code: 'request_invalid' }));
  });
});
