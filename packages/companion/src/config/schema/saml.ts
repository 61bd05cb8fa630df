import { claimRules, clockTolerance } from './claims.ts';
import { closed, list, text } from './words.ts';

/** An item of `samlIssuers`. */
export const samlIssuer = closed(['issuer', 'audience', 'certificateFiles'], {
  issuer: text('the entity id of the identity provider'),
  audience: text('our own entity id'),
  certificateFiles: list('a list of 1 to 10 paths', text('a path'), { maxItems: 10 }),
  subjectAttribute: text('the name of an attribute'),
  groupsAttribute: text('the name of an attribute'),
  recipient: text('an https URL'),
  requiredAttributes: claimRules,
  clockToleranceSeconds: clockTolerance,
});
