export { analyse } from './analyse/analyse.ts';
export { FINDING_KINDS, type Finding, type FindingKind, type Surroundings } from './analyse/finding.ts';
export { canonicalJson } from './canonical-json.ts';
export type { CaseDocument, CasesDocument, Expectation, FactsDocument, PolicyCase } from './cases/policy-case.ts';
export { type CasesRead, readCases } from './cases/read-cases.ts';
export { type CaseResult, type Mismatch, runCases } from './cases/run-cases.ts';
export {
  CONDITIONS,
  type Conditions,
  DAYS,
  type Day,
  type Range,
  type TimeCondition,
} from './conditions/conditions.ts';
export { type ConditionHeld, conditionsOf } from './conditions-of.ts';
export { decide, ruleOf } from './decide.ts';
export { deidentifies } from './deidentifies.ts';
export type { Change } from './diff/changes-between.ts';
export { type Diff, type DiffGroup, type DiffQuestion, diffDecisions } from './diff/diff-decisions.ts';
export type { Fact } from './diff/possible-rules.ts';
export type {
  AuditorDocument,
  Duration,
  LimitsDocument,
  PlanDocument,
  PolicyDocument,
  ReviewDocument,
  RuleDocument,
} from './document/document.ts';
export type { PolicyFault } from './document/fault.ts';
export { type PolicyRead, readPolicy } from './document/read-policy.ts';
export { POLICY_SCHEMA } from './document/schema/policy-schema.ts';
export { explain } from './explain/explain.ts';
export type { Explanation, Judged, Need, Stop, Way } from './explain/explanation.ts';
export { type Asked, instantWords, whenWords } from './explain/words.ts';
export { type MediaCall, permitsMedia } from './permits-media.ts';
export { planOf } from './plan-of.ts';
export { definePolicy, type Policy, withAuditors } from './policy.ts';
export { PRESET_NAMES, PRESETS, type PresetName } from './presets/presets.ts';
export { SAFE_HARBOR } from './presets/safe-harbor.ts';
export { SAFE_HARBOR_TOKENS } from './presets/safe-harbor-tokens.ts';
export type { Question } from './question.ts';
export type { Rule } from './rule.ts';
export { readSlice } from './slice/read-slice.ts';
export type { SliceOwner } from './slice/settle.ts';
export { type PolicySlice, slicePolicy } from './slice/slice-policy.ts';
