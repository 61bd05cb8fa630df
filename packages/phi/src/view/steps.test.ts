import { describe, expect, it } from 'vitest';
import { redact } from '../redact.ts';
import { scan } from '../scan.ts';
import { spelled } from '../testing/found.ts';
import { normalise } from './normalise.ts';

const read = (text: string): string => normalise(text).text;

describe('normalise reads', () => {
  it.each([
    ['Inеs Cаlloway', 'Ines Calloway'],
    ['Inοs', 'Inos'],
    ['ɪɴᴇs', 'INEs'],
    ['𝐈𝐧𝐞𝐬 𝟑𝟐𝟏 Ⓘⓝ ①⑫ ❸ 🅰', 'Ines 321 In 112 3 A'],
    ['Griﬃn', 'Griffin'],
    ['٣٢١ ३२१ ๓๒๑', '321 321 321'],
    ['SSN ³²¹⁻⁵⁴⁻⁹⁸⁷⁶', 'SSN 321-54-9876'],
    ['Núñez', 'Núñez'],
    ['3\uFE0F\u20E3', '3'],
    ['Ines\u200BCalloway', 'Ines Calloway'],
    ['Callo\u00AD\nway', 'Calloway'],
    ['I&ntilde;es&nbsp;&#x41;&#66', 'Iñes AB'],
    ['&amp;amp;#49;', '&#49;'],
    ['ann%40example.org', 'ann@example.org'],
    ['name=Jos%C3%A9+Lee&a=1%2B1', 'name=José Lee&a=1+1'],
    ['SW5lcyBDYWxsb3dheQ==', 'Ines Calloway'],
    ['/api/v1/SW5lcyBDYWxsb3dheQ', '/api/v1/Ines Calloway'],
    ['J o h n S m i t h', 'John Smith'],
    ['S S N : 3 2 1 - 5 4 - 9 8 7 6 J o h n', 'SSN: 321-54-9876 John'],
    ['Callo-\n  way', 'Calloway'],
    ['Alder-\nPenhallow', 'Alder-Penhallow'],
    ['follow-\nup', 'follow-up'],
    ['617-555\n0188', '617-555-0188'],
    ['ines@\r\nexample.org', 'ines@example.org'],
    ['MRN: 4471\n208', 'MRN: 4471208'],
  ])('%j as %j', (text, view) => {
    expect(read(text)).toBe(view);
  });
});

describe('normalise leaves alone', () => {
  it.each([
    'Пациент Иван Петров',
    'Ασθενής Γιάννης',
    'β2 agonist, TNFα, Δ',
    '10⁹/L, m², 10⁻³',
    'D5 50%50, 10%20 mg, 95%2L, 20%-30%',
    'R&D, AT&T; &unknown; &#0; &#xD800; &#65532;',
    'electroencephalographically',
    '0123456789abcdef0123456789abcdef',
    '550e8400-e29b-41d4-a716-446655440000',
    'hepatitis A B C',
    'L 4 5',
    'A  B  C  D',
    'BP\n120\n80',
    'Plan:\n- rest\n- fluids',
    'MRN: 4471208\n2 mg given',
    'https://example.org/a?name=Ines%20Calloway',
  ])('%j', (text) => {
    expect(read(text)).toBe(text);
  });
});

describe('scan: what a disguise hid', () => {
  it('is found in text that is base64 as a whole, wrapped in lines', () => {
    const block = btoa(`Patient: Ines Calloway. ${'Stable. '.repeat(12)}`).replace(/(.{76})/g, '$1\n');
    expect(redact(`before ${block} after`).text).toBe('before [NAME] after');
  });

  it('is found in the payload of a token', () => {
    const payload = btoa('{"email":"ines@example.org"}').replace(/=/g, '');
    const { text, spans } = redact(`eyJhbGciOiJIUzI1NiJ9.${payload}.c2ln`);
    expect(text).toMatch(/^eyJhbGciOiJIUzI1NiJ9\.\[EMAIL\]\./);
    expect(spans[0]).toMatchObject({ start: 21, end: 21 + payload.length, type: 'EMAIL' });
  });

  it('stays in one URL where it stands in one', () => {
    const text = 'see https://example.org/a?name=Ines%20Calloway&mrn=4471208 now';
    expect(spelled(text, scan(text))).toEqual(['https://example.org/a?name=Ines%20Calloway&mrn=4471208']);
  });

  it('counts behind the label that a field gives', () => {
    const text = '44\u200B71208';
    expect(scan(text, { field: 'mrn' })).toMatchObject([{ start: 0, end: 8, type: 'MRN' }]);
  });

  it('cannot pass for a placeholder', () => {
    const text = '&#91;NAME&#93; 321-54-9876';
    expect(spelled(text, scan(text))).toContain('321-54-9876');
  });
});
