import { SallyportError } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf, narrowDetails, readAuthorizationDetails } from './authorization-details.ts';

const DETAIL = { type: 'sallyport_call', actions: ['embeddings.create'] };
const invalid = new SallyportError('authorization_details_invalid');
const many = (length: number) => Array.from({ length }, (_, at) => `a.b${at}`);

const operation = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}\.[a-z][a-z0-9_]{0,8}$/);
const detail = fc.record(
  {
    type: fc.constant('sallyport_call' as const),
    locations: fc.array(fc.webUrl(), { minLength: 1, maxLength: 2 }),
    actions: fc.array(operation, { minLength: 1, maxLength: 8 }),
  },
  { requiredKeys: ['type', 'actions'] },
);

describe('readAuthorizationDetails', () => {
  it('reads whatever is well formed, however it is written', () => {
    fc.assert(
      fc.property(fc.array(detail, { minLength: 1, maxLength: 4 }), fc.nat(4), (details, indent) => {
        const text = JSON.stringify(details, null, indent).replaceAll('/', '\\/');
        fc.pre(text.length <= 4_096);
        expect(readAuthorizationDetails(text)).toEqual(details);
      }),
    );
  });

  it('gives details or its one error, whatever it is given', () => {
    const anything = fc.oneof(fc.string({ maxLength: 200 }), fc.json(), fc.json({ depthSize: 'large' }));
    fc.assert(
      fc.property(anything, (text) => {
        try {
          readAuthorizationDetails(text);
        } catch (error) {
          expect(error).toEqual(invalid);
        }
      }),
    );
  });

  it.each([
    ['no JSON', 'x'],
    ['an object', JSON.stringify(DETAIL)],
    ['null', 'null'],
    ['nothing', '[]'],
    ['a list in it', '[[]]'],
    ['null in it', '[null]'],
    ['another type', JSON.stringify([{ ...DETAIL, type: 'payment_initiation' }])],
    ['no type', JSON.stringify([{ actions: DETAIL.actions }])],
    ['one of another type beside', JSON.stringify([DETAIL, { ...DETAIL, type: 'x' }])],
    ['another member', JSON.stringify([{ ...DETAIL, privileges: ['admin'] }])],
    ['a member of the language', '[{"type":"sallyport_call","actions":["a.b"],"__proto__":{}}]'],
    ['no actions', JSON.stringify([{ type: DETAIL.type }])],
    ['an empty list of actions', JSON.stringify([{ ...DETAIL, actions: [] }])],
    ['actions that are text', JSON.stringify([{ ...DETAIL, actions: 'embeddings.create' }])],
    ['an action that is a number', JSON.stringify([{ ...DETAIL, actions: [1] }])],
    ['an action that is no operation', JSON.stringify([{ ...DETAIL, actions: ['*'] }])],
    ['an action with a space', JSON.stringify([{ ...DETAIL, actions: ['a.b c.d'] }])],
    ['too many actions', JSON.stringify([{ ...DETAIL, actions: many(65) }])],
    ['an empty list of locations', JSON.stringify([{ ...DETAIL, locations: [] }])],
    ['locations that are null', JSON.stringify([{ ...DETAIL, locations: null }])],
    ['a location that is none', JSON.stringify([{ ...DETAIL, locations: [{}] }])],
    ['too many locations', JSON.stringify([{ ...DETAIL, locations: many(5) }])],
    ['too many details', JSON.stringify(Array(9).fill(DETAIL))],
    ['too much text', `${JSON.stringify([DETAIL])}${' '.repeat(4_096)}`],
    ['a key twice', '[{"type":"sallyport_call","actions":["a.b"],"actions":["c.d"]}]'],
    ['a key twice, once escaped', '[{"type":"sallyport_call","actions":["a.b"],"\\u0061ctions":["c.d"]}]'],
    ['a key twice with the same value', '[{"type":"sallyport_call", "type" :"sallyport_call","actions":["a.b"]}]'],
  ])('refuses %s', (_, text) => {
    expect(() => readAuthorizationDetails(text)).toThrow(invalid);
  });

  it('takes no colon in a text for a key', () => {
    const text = '[{"type":"sallyport_call","locations":["https://a.example/\\":\\"b:c"],"actions":["a.b"]}]';
    expect(readAuthorizationDetails(text)).toHaveLength(1);
  });
});

describe('narrowDetails', () => {
  it('leaves the operations that are granted, at the place they are granted for', () => {
    fc.assert(
      fc.property(fc.array(detail, { minLength: 1, maxLength: 4 }), fc.array(operation), (details, operations) => {
        const narrowed = narrowDetails(details, { operations, location: 'https://s.example/c/openai' });
        const granted = actionsOf(details).filter((one) => operations.includes(one));
        expect(new Set(actionsOf(narrowed))).toEqual(new Set(granted));
        for (const { locations } of narrowed) expect(locations).toEqual(['https://s.example/c/openai']);
      }),
    );
  });
});
