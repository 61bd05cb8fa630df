import { describe, expect, it } from 'vitest';
import { checkPeople } from './check-people.ts';
import type { ConfigFile } from './config.ts';
import type { PersonConfig } from './people-config.ts';

const ISSUER = 'https://login.example';
const SAML = 'https://saml.example';
const account = (subject: string, issuer = ISSUER) => ({ issuer, subject });
const ADA = { name: 'ada', accounts: [account('ada.example')] };

function faultOf(people: readonly PersonConfig[], url?: string): string | undefined {
  const file = {
    people,
    issuers: [{ issuer: ISSUER }],
    samlIssuers: [{ issuer: SAML }],
    reviews: url === undefined ? {} : { url },
  };
  const fault = checkPeople(file as unknown as ConfigFile);
  return fault === undefined ? undefined : `${fault.path.join('/')} ${fault.message}`;
}

describe('people', () => {
  it('may have accounts of several issuers, share services and a name with an account', () => {
    const grace = {
      name: 'grace',
      accounts: [account('ada.example', SAML)],
      services: [account('bot')],
      slack: 'U1234',
    };
    expect(faultOf([{ ...ADA, services: [account('bot')] }, grace])).toBeUndefined();
    expect(faultOf([])).toBeUndefined();
  });

  it.each<[string, readonly PersonConfig[], string]>([
    ['share a name', [ADA, { name: 'ada', accounts: [account('x')] }], 'people/1/name must be unique'],
    [
      'share an account',
      [ADA, { name: 'grace', accounts: [account('x'), account('ada.example')] }],
      'people/1/accounts/1 must be of one person only',
    ],
    [
      'have an account twice',
      [{ name: 'ada', accounts: [account('x'), account('x')] }],
      'people/0/accounts/1 must be of one person only',
    ],
    [
      'have an account of an unknown issuer',
      [{ name: 'ada', accounts: [account('x', 'https://elsewhere.example')] }],
      'people/0/accounts/0/issuer must name a configured issuer',
    ],
    [
      'have a service of an unknown issuer',
      [{ ...ADA, services: [account('bot', `${ISSUER}/`)] }],
      'people/0/services/0/issuer must name a configured issuer',
    ],
    [
      'be services',
      [ADA, { name: 'grace', accounts: [account('grace')], services: [account('ada.example')] }],
      'people/0/accounts/0 must not be a service account as well',
    ],
    [
      'share a member of Slack',
      [
        { ...ADA, slack: 'U1234' },
        { name: 'grace', accounts: [account('x')], slack: 'U1234' },
      ],
      'people/1/slack must be of one person only',
    ],
  ])('may not %s', (_, people, fault) => {
    expect(faultOf(people)).toBe(fault);
  });

  it('look at reviews at a safe address', () => {
    expect(faultOf([], 'https://console.example/reviews')).toBeUndefined();
    expect(faultOf([], 'http://console.example')).toBe('reviews/url must be an https URL');
  });
});
