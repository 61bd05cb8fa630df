import { closed, list, NAME, text } from './words.ts';

const name = text('a name of lower-case letters, digits and dashes', { pattern: NAME });
const secret = text('the name of a sealed secret', { pattern: NAME });
const address = text('an e-mail address', {
  maxLength: 254,
  pattern: "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?$",
});

const webhook = closed(['name', 'url', 'secret'], {
  name,
  url: text('an https URL'),
  secret,
  insecureHttp: { type: 'boolean', default: false, description: 'true or false' },
});

const slack = closed(
  ['name', 'channel', 'botToken', 'signingSecret'],
  {
    name,
    channel: text('the id of a channel, such as C024BE91L', { pattern: '^[CGD][A-Z0-9]{2,31}$' }),
    botToken: secret,
    signingSecret: secret,
    team: text('the id of a workspace, such as T024BE7LD', { pattern: '^T[A-Z0-9]{2,31}$' }),
    apiUrl: text('an https URL', { default: 'https://slack.com/api', pattern: '[^/]$' }),
  },
  { description: 'name, channel, botToken and signingSecret' },
);

const teams = closed(['name', 'urlSecret'], { name, urlSecret: secret });

const email = closed(['name', 'host', 'port', 'tls', 'from', 'to'], {
  name,
  host: text('a host name or an address', { maxLength: 253, pattern: '^[A-Za-z0-9_.:-]+$' }),
  port: { type: 'integer', minimum: 1, maximum: 65_535, description: 'a port number' },
  tls: { enum: ['implicit', 'starttls', 'none'], description: 'implicit or starttls, or none to this very machine' },
  caFile: text('a path'),
  user: text('the name of a user'),
  passwordSecret: secret,
  from: address,
  to: list('a list of e-mail addresses', address, { maxItems: 64 }),
});

const few = (description: string, items: object) => list(description, items, { maxItems: 16 });

/** `notify` */
export const notify = closed(
  [],
  {
    webhooks: few('a list of 1 to 16 webhooks', webhook),
    slack,
    teams: few('a list of 1 to 16 channels of Teams', teams),
    email: few('a list of 1 to 16 mail servers, each with who gets mail', email),
  },
  { minProperties: 1, description: 'at least one of webhooks, slack, teams, email' },
);
