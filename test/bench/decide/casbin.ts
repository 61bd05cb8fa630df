import type { PolicyDocument, Question } from '@sallyport/policy';
import { installPeers } from '../servers/install-peers.ts';

/** What is used of casbin. */
interface Casbin {
  readonly newModelFromString: (text: string) => unknown;
  readonly newEnforcer: (model: unknown) => Promise<Enforcer>;
}

interface Enforcer {
  addPolicies(rows: readonly (readonly string[])[]): Promise<boolean>;
  enforceSync(...request: readonly string[]): boolean;
}

/** Rules in their order, the first that matches wins, and none is deny. */
const MODEL = `
[request_definition]
r = sub, conn, op, model
[policy_definition]
p = sub, conn, op, model, eft
[policy_effect]
e = priority(p.eft) || deny
[matchers]
m = r.sub == p.sub && r.conn == p.conn && r.op == p.op && keyMatch(r.model, p.model)
`;

/** A policy of `WHO` told to casbin, without its cache, as it is asked: whether a call may pass. */
export async function startCasbin({ rules = [] }: PolicyDocument): Promise<(question: Question) => boolean> {
  await installPeers();
  const entry = new URL('../peers/node_modules/casbin/lib/cjs/index.js', import.meta.url);
  const { default: casbin } = (await import(entry.href)) as { readonly default: Casbin };
  const enforcer = await casbin.newEnforcer(casbin.newModelFromString(MODEL));
  await enforcer.addPolicies(rules.map(({ when = {}, then }) => [...partsOf(when), then]));
  return ({ subject = '', connection = '', operation, model = '' }) =>
    enforcer.enforceSync(subject, connection, operation, model);
}

function partsOf({ subjects, connections, operations, models }: NonNullable<RuleOf['when']>): readonly string[] {
  return [subjects, connections, operations, models].map((list) => list?.[0] ?? '');
}

type RuleOf = NonNullable<PolicyDocument['rules']>[number];
