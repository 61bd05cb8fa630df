import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { email } from './email.ts';

describe('email', () => {
  it.each([
    ['write to ines.calloway@example.org.', ['ines.calloway@example.org']],
    ['a+b_c@mail.example.co.uk', ['a+b_c@mail.example.co.uk']],
    ['i.calloway (at) example (dot) org', ['i.calloway (at) example (dot) org']],
    ['?mail=ines%40example.org', ['ines%40example.org']],
    ['josé@exämple.org', ['josé@exämple.org']],
    ['root@203.0.113.42', ['root@203.0.113.42']],
    ['a@b.cc@d.ee', ['a@b.cc@d.ee']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(email, text))]).toEqual(values);
  });

  it.each(['@home', '2 tabs @ bedtime', 'a@b', '@@@@', '[EMAIL]', 'pg@8.13.1', 'chart.js@4.4.6', 'logo@2x.png'])(
    'leaves %j alone',
    (text) => {
      expect(found(email, text)).toEqual([]);
    },
  );
});
