import { ENTITIES, suggest } from '@sallyport/core';
import { deidentifies, type Policy, type PolicyDocument, type Rule, type RuleDocument } from '@sallyport/policy';
import { checkRetain } from './check-retain.ts';
import type { ConfigFile } from './config.ts';
import type { ConnectionConfig } from './connection-config.ts';
import { type Fault, type FaultPath, firstOf } from './fault.ts';

/** What a policy is held against. */
export type PolicySurroundings = Pick<ConfigFile, 'issuers' | 'samlIssuers' | 'connections' | 'retention'>;

/** A policy, as it was written and as it was understood. */
export interface ReadPolicy {
  readonly document: PolicyDocument;
  readonly policy: Policy;
}

/** Finds where a policy does not fit what is configured beside it. Paths begin at the policy's document. */
export function checkPolicy({ document, policy }: ReadPolicy, around: PolicySurroundings): Fault | undefined {
  const { rules = [] } = document;
  return (
    firstOf(rules, (rule, at) => checkNames(rule, ['rules', at, 'when'], around)) ??
    checkRetain(rules, around.retention) ??
    firstOf(
      around.connections.filter(({ baa }) => baa === false),
      (connection) => {
        const at = firstDisclosing(policy.rules, connection);
        if (at === undefined) return undefined;
        const message =
          'would send identifiers to a connection whose baa is false: let it mean others alone, by connections or baa';
        return { path: at < rules.length ? ['rules', at] : ['use'], message };
      },
    )
  );
}

function checkNames({ when = {} }: RuleDocument, path: FaultPath, around: PolicySurroundings): Fault | undefined {
  const connections = around.connections.map(({ name }) => name);
  const issuers = [...around.issuers, ...(around.samlIssuers ?? [])].map(({ issuer }) => issuer);
  const names = [...(when.subjects ?? []), ...(when.groups ?? [])];
  const ambiguous = issuers.length > 1 && when.issuers === undefined && names.some((name) => name !== '*');
  return (
    firstOf(when.connections ?? [], (name, at) => {
      if (connections.includes(name)) return undefined;
      const near = suggest(name, connections);
      const message = `must name a configured connection${near === undefined ? '' : `: did you mean ${near}?`}`;
      return { path: [...path, 'connections', at], message };
    }) ??
    firstOf(when.issuers ?? [], (issuer, at) =>
      issuers.includes(issuer)
        ? undefined
        : { path: [...path, 'issuers', at], message: 'must name a configured issuer' },
    ) ??
    (ambiguous ? { path, message: 'must have issuers, because several issuers are configured' } : undefined)
  );
}

/** The first rule that could send a connection what is not de-identified; none comes after one that catches all of its calls. */
function firstDisclosing(rules: readonly Rule[], { name, baa }: ConnectionConfig): number | undefined {
  for (const [at, { when = {}, effect, operators }] of rules.entries()) {
    const { connections, baa: agreements, ...others } = when;
    if (connections?.includes(name) === false || agreements?.includes(baa) === false) continue;
    const discloses = ENTITIES.some((entity) => !deidentifies(operators.out[entity], entity));
    if (effect !== 'deny' && discloses) return at;
    if (Object.keys(others).length === 0) return undefined;
  }
  return undefined;
}
