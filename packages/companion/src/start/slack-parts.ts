import type { Clock } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import { givenRoles, rolesOfGroups } from '../admin/index.ts';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import { type OpenNotifier, type SlackInteractions, slackInteractions } from '../notices/index.ts';
import type { Deciding } from '../reviews/deciding/index.ts';
import type { CompanionStore } from './open-companion-store.ts';

/** What the workspace of Slack is answered with. */
export interface SlackOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly access: Access;
  readonly notifier: OpenNotifier;
  readonly deciding: Pick<Deciding, 'decide'>;
}

/** Puts together what answers Slack; `undefined` where no workspace is configured. Who may review has the same roles as on the admin plane. */
export function slackParts(options: SlackOptions): SlackInteractions | undefined {
  const { config, store, notifier, deciding, access, clock, log } = options;
  const slack = config.notify?.slack;
  if (slack === undefined || notifier.slack === undefined) return undefined;
  const given = givenRoles(store.database);
  const { admin, people = [] } = config;
  return slackInteractions({
    ...notifier.slack,
    ...{ config: slack, people, secrets: store.secrets, access, decide: deciding.decide, clock, log },
    mayReview: async (identity, groups) => {
      if (admin === undefined) return true;
      const roles = [...rolesOfGroups(admin.roles, groups), ...(await given.of(identity))];
      return roles.includes('reviewer') || roles.includes('admin');
    },
  });
}
