import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import * as schema from './schema.ts';

/**
 * What a column that could hold text, or bytes, is allowed to hold as it is (45 CFR 164.312(a)(2)(iv)): all else is sealed. An `identity` is an issuer's
 * name for an account of ours, its groups and where it called from, never a patient; a `code` one of a closed list; a `configured name`
 * an operator's own word; `signed evidence` what the ledger, PHI-free by type, holds or signs.
 */
const CLASSES = {
  id: `
    limit_window.key limit_lease.key`,
  code: `
    access_change.kind identity_groups.nature admin_session.roles admin_session.amr admin_role.role
    session.status session.error recording.mode recording.store recording.purge_reason originals.sealed_by originals.store
    review_attachment.type
    review.state review.kind review.operation review.purpose review.found review.applied review_decision.decision notice.kind
    signing_key.purpose signing_key.state session_index.baa session_index.operation session_index.effect session_index.refusal
    session_index.entities session_index.purpose session_index.recording config_version.origin ledger_watch.alarm
    sink.error sink_dead_letter.error activity_digest.conclusion`,
  'configured name': `
    ledger_head.origin ledger_witnessed.witness recording.retention legal_hold.connection review.connection review.rule review.demand
    notice.channel secret.name session_index.connection session_index.rule sink.name sink_dead_letter.sink`,
  identity: `
    client_key.issuer client_key.subject access_change.issuer access_change.subject identity_groups.issuer identity_groups.subject
    identity_groups.groups admin_session.issuer admin_session.subject admin_session.groups admin_role.issuer admin_role.subject
    legal_hold.issuer legal_hold.subject legal_hold.placed_by review.issuer review.subject review.client review.actors review.groups
    review.client_ip review_decision.issuer review_decision.subject review_decision.person session_index.issuer session_index.subject
    session_index.client session_index.groups session_index.client_ip config_version.issuer config_version.subject
    activity_digest.issuer activity_digest.subject`,
  digest: `
    subject_token.digest used_once.digest bootstrap.digest ledger_head.edge ledger_leaf.leaf_hash ledger_tile.hashes session.salt_digest
    ledger_witnessed.root recording.digest originals.digest legal_hold.subject_of_care review.policy review.before review.after
    review_decision.commitment review_attachment.commitment session_index.person session_index.model_digest session_index.policy session_index.subject_of_care
    config_version.digest activity_digest.digest`,
  sealed: `
    session.sealed_salt recording.sealed_key recording_segment.jwe originals_part.bytes legal_hold.sealed_reason review.sealed_subject
    review.sealed_body review_attachment.sealed_bytes review_decision.sealed_justification secret.sealed signing_key.sealed session_index.sealed_model
    config_version.content activity_digest.sealed_content`,
  'public key': `
    client_key.kid client_key.x client_key.y subject_token.kid admin_session.kid ledger_leaf.kid signing_key.kid signing_key.public_jwk`,
  'signed evidence': `
    ledger_head.checkpoint ledger_leaf.leaf ledger_witnessed.note ledger_recovery.witnessed trust_step.endorsement
    recording.certificate`,
} as const;

const HOLDS_NO_TEXT = /^(?:uuid|smallint|integer|bigint|bigserial|boolean|timestamp\b.*)$/;

const listed = Object.values(CLASSES).flatMap((columns) => columns.trim().split(/\s+/));

function textColumns(): readonly string[] {
  return Object.values(schema).flatMap((table) => {
    if (!is(table, PgTable)) return [];
    const { name, columns } = getTableConfig(table);
    return columns.filter((one) => !HOLDS_NO_TEXT.test(one.getSQLType())).map((one) => `${name}.${one.name}`);
  });
}

describe('a column that could hold text', () => {
  it('has a class, and one alone', () => {
    expect(listed.toSorted()).toEqual(textColumns().toSorted());
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('is called sealed where it is', () => {
    const sealed = CLASSES.sealed.trim().split(/\s+/);
    expect(textColumns().filter((name) => name.includes('.sealed') && !name.endsWith('sealed_by'))).toEqual(
      expect.arrayContaining(sealed.filter((name) => name.includes('.sealed'))),
    );
    for (const name of textColumns()) if (/\.sealed(?!_by)/.test(name)) expect(sealed).toContain(name);
  });
});
