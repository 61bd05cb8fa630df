/** Who is told of reviews: any number of endpoints, teams and mailboxes, and one workspace of Slack. Names are unique among all of them. */
export interface NotifyConfig {
  readonly webhooks?: readonly WebhookConfig[];
  readonly slack?: SlackConfig;
  readonly teams?: readonly TeamsConfig[];
  readonly email?: readonly EmailConfig[];
}

/** An endpoint that takes signed JSON; see docs/notifications.md. */
export interface WebhookConfig {
  readonly name: string;
  readonly url: string;
  /** The sealed secret that what is sent is signed with: `whsec_` and base64 (Standard Webhooks), or any text. */
  readonly secret: string;
  /** Whether `url` may be http. Default false. */
  readonly insecureHttp: boolean;
}

/** An app of Slack, in one workspace. */
export interface SlackConfig {
  readonly name: string;
  /** The id of a channel that the app is in. */
  readonly channel: string;
  /** The sealed secret with the app's bot token, `xoxb-…`. */
  readonly botToken: string;
  /** The sealed secret that Slack signs what its members press with. */
  readonly signingSecret: string;
  /** The id of the workspace, `T…`: members of any other decide nothing. Default: the one that a message is in. */
  readonly team?: string;
  /** Where the Web API is. Default `https://slack.com/api`. */
  readonly apiUrl: string;
}

/** A channel of Microsoft Teams, by its workflow "when a Teams webhook request is received". */
export interface TeamsConfig {
  readonly name: string;
  /** The sealed secret that is the workflow's whole URL, which has a signature in it. */
  readonly urlSecret: string;
}

/** A mail server, and who gets mail through it. */
export interface EmailConfig {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte (RFC 8314); `starttls`: not a word beyond EHLO before TLS (RFC 3207); `none`: only to this very machine. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** PEM: the only authorities trusted with this server. Absolute. The system's when absent. */
  readonly caFile?: string;
  readonly user?: string;
  /** The sealed secret with the user's password. */
  readonly passwordSecret?: string;
  readonly from: string;
  readonly to: readonly string[];
}
