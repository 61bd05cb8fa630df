/** One row of the catalogue: the HTTP status it maps to, whether trying again may help, and a constant, value-free message. */
export interface ErrorEntry {
  readonly status: number;
  readonly retry: boolean;
  readonly message: string;
}

const refuse = (status: number, message: string): ErrorEntry => Object.freeze({ status, retry: false, message });
const later = (status: number, message: string): ErrorEntry => Object.freeze({ status, retry: true, message });

/**
 * Every error Sallyport can raise. Messages are constants: no text, body, token, claim or upstream JSON ever enters one.
 * Denials are 403, so that each SDK raises its own permission error, once.
 */
export const ERROR_CATALOGUE = Object.freeze({
  // What was asked for
  operation_unknown: refuse(403, 'This is not an operation Sallyport can read, so it was refused.'),
  operation_administrative: refuse(403, 'Administration goes to the provider directly, not through Sallyport.'),
  operation_realtime: refuse(
    403,
    'Realtime sessions pass sound by, which Sallyport cannot read, so the call was refused.',
  ),
  operation_webhook: refuse(403, 'Webhooks call back past Sallyport, so the call was refused.'),
  operation_agent: refuse(403, 'Hosted agents act out of the sight of Sallyport, so the call was refused.'),
  operation_direct_access: refuse(403, 'This hands out access to the provider past Sallyport, so it was refused.'),
  operation_archive: refuse(403, 'The answer is an archive, which Sallyport cannot read, so the call was refused.'),
  route_unknown: refuse(404, 'There is nothing at this address.'),
  connection_unknown: refuse(403, 'No connection of this name is configured.'),
  origin_not_allowed: refuse(403, 'The call was aimed at an address other than the one this client is pinned to.'),
  path_invalid: refuse(400, 'The path is not in its canonical form.'),
  query_not_allowed: refuse(400, 'The query string has a parameter this operation does not allow.'),
  stream_unsupported: refuse(403, 'This operation has no streamed answers that can be read, so the call was refused.'),
  // What the body said
  body_too_large: refuse(413, 'The body is larger than the limit.'),
  body_missing: refuse(400, 'This operation needs a body.'),
  body_not_utf8: refuse(400, 'The body is not valid UTF-8.'),
  body_not_json: refuse(400, 'The body is not valid JSON.'),
  body_duplicate_key: refuse(400, 'The body names one JSON key twice.'),
  body_too_deep: refuse(400, 'The body is nested too deeply.'),
  body_lone_surrogate: refuse(400, 'The body holds a lone surrogate, which is not text.'),
  content_type_unsupported: refuse(415, 'The content type is not one this operation reads.'),
  form_invalid: refuse(400, 'The form (multipart/form-data) is not one that can be read.'),
  part_grew: refuse(
    403,
    'De-identified, this part of an upload would be longer than was announced, so it was refused.',
  ),
  input_unreadable: refuse(403, 'The call holds input Sallyport cannot read, so it was refused.'),
  phi_in_structure: refuse(403, 'An identifier stands where it cannot be replaced: in a key, an id or a model name.'),
  vault_missing: refuse(500, 'The policy asks for tokens, and there is no vault here to issue them.'),
  vault_full: refuse(413, 'The conversation holds more identifiers than the vault keeps, so nothing was sent.'),
  phi_blocked: refuse(403, 'The policy blocks the whole call because of an identifier in it.'),
  // Who asked
  token_missing: refuse(401, 'The call carries no token.'),
  token_invalid: refuse(401, 'The token could not be verified.'),
  token_expired: refuse(401, 'The token has expired.'),
  token_not_yet_valid: refuse(401, 'The token is not valid yet.'),
  token_audience: refuse(401, 'The token was issued for another audience.'),
  token_issuer: refuse(401, 'The token comes from an issuer that is not configured.'),
  token_algorithm: refuse(401, 'The token is signed with an algorithm that is not allowed.'),
  token_type: refuse(401, 'The token is not of the type this endpoint takes.'),
  token_lifetime: refuse(401, 'The token lives longer than this connection allows.'),
  token_bound: refuse(401, 'The token was first presented with another key.'),
  sender_unconstrained: refuse(401, 'This connection takes only grants that are bound to a key.'),
  network_not_allowed: refuse(403, 'The call comes from a network this connection does not allow.'),
  proof_missing: refuse(401, 'The call carries no proof of possession.'),
  proof_invalid: refuse(401, 'The proof of possession could not be verified.'),
  proof_target: refuse(401, 'The proof of possession was made for another request.'),
  proof_time: refuse(401, 'The proof of possession is too old, or from the future.'),
  proof_key: refuse(401, 'The proof of possession is signed with another key than the grant is bound to.'),
  proof_replayed: refuse(401, 'The proof of possession was used before.'),
  grant_type_unsupported: refuse(400, 'The token endpoint takes token exchange (RFC 8693) only.'),
  scope_invalid: refuse(400, 'The scope is not a list of operations.'),
  grant_connection: refuse(403, 'The grant was issued for another connection.'),
  grant_scope: refuse(403, 'The grant does not cover this operation.'),
  identity_not_allowed: refuse(403, 'This identity may not use this connection.'),
  policy_denied: refuse(403, 'No rule of the policy allows this call.'),
  quota_exceeded: later(429, 'This identity has sent more than its quota. Try again later.'),
  // What the caller committed to
  intent_missing: refuse(403, 'The proof holds no signed intent, which this connection requires.'),
  intent_invalid: refuse(400, 'The signed intent is not well formed.'),
  salt_invalid: refuse(400, 'The salt of the intent is missing or is not 32 bytes in base64url.'),
  salt_reused: refuse(400, 'The salt of the intent was used before.'),
  commitment_mismatch: refuse(400, 'The body is not the one the intent commits to.'),
  event_invalid: refuse(400, 'This is not an event that a client may send.'),
  event_key_unknown: refuse(403, 'The event is signed with a key that is not bound to this identity.'),
  event_conflict: refuse(409, 'Another event has this id.'),
  session_unknown: refuse(404, 'This identity has no session of this id.'),
  request_invalid: refuse(400, 'The request is not well formed.'),
  // What failed on our side: refused, never passed through
  detector_failed: later(503, 'Detection failed, so nothing was sent.'),
  engine_unavailable: later(503, 'A detection engine could not be reached or failed, so nothing was sent.'),
  engine_timeout: later(503, 'A detection engine did not answer in time, so nothing was sent.'),
  engine_invalid: later(503, 'A detection engine gave an answer that could not be read, so nothing was sent.'),
  ledger_unavailable: later(503, 'The ledger could not record the call, so it was refused.'),
  identity_unavailable: later(503, 'No identity token could be obtained. Check the token source.'),
  issuer_unavailable: later(503, 'The keys of the token issuer could not be fetched.'),
  companion_unreachable: later(503, 'The companion could not be reached, so nothing was sent.'),
  companion_invalid: refuse(502, 'The companion gave an answer that could not be read.'),
  companion_untrusted: refuse(502, 'The companion signs with other keys than this client trusts.'),
  receipt_invalid: refuse(502, "The companion's receipt could not be verified."),
  log_inconsistent: refuse(502, "The companion's ledger is not the one this client saw before."),
  outcome_unknown: refuse(500, 'The service ended before the outcome of the call was known.'),
  spool_full: later(503, 'Too many audit events are waiting to be delivered. Nothing was sent.'),
  spool_unavailable: later(503, 'The audit events could not be kept, so nothing was sent.'),
  temporary_storage: later(503, 'Temporary storage failed, so nothing was sent.'),
  overloaded: later(503, 'Too many calls are waiting. Nothing was sent.'),
  shutting_down: later(503, 'The service is shutting down. Nothing was sent.'),
  cancelled: refuse(499, 'The caller cancelled the call.'),
  internal: refuse(500, 'An internal error occurred, so the call was refused.'),
  // What failed upstream
  upstream_unreachable: later(502, 'The provider could not be reached.'),
  upstream_timeout: later(504, 'The provider did not answer in time.'),
  upstream_redirected: refuse(502, 'The provider answered with a redirect, which is never followed.'),
  upstream_invalid: refuse(502, 'The provider gave an answer that could not be read.'),
  upstream_too_large: refuse(502, 'The provider gave an answer larger than the limit.'),
  upstream_credential: refuse(502, "The provider refused the companion's credential."),
  upstream_failed: later(502, 'The provider failed.'),
  // What a file of the command line's would not do
  file_unreadable: refuse(400, 'The file could not be read.'),
  file_not_text: refuse(415, 'The file is not text.'),
  file_exists: refuse(409, 'A file of this name is there already.'),
  file_unwritable: refuse(500, 'The file could not be written.'),
  // What stops a start
  config_invalid: refuse(500, 'The configuration is not valid.'),
  engine_missing: refuse(500, 'A configured detection engine cannot be used: its package or its model is missing.'),
  storage_locked: refuse(500, 'Another process holds the data directory.'),
  storage_unsafe: refuse(500, 'The storage failed its durability self-test.'),
  secret_unsealed: refuse(500, 'A sealed secret could not be opened with this root key.'),
  ledger_corrupt: refuse(500, 'The ledger does not match its own checkpoint.'),
} as const satisfies Record<string, ErrorEntry>);

/** The closed union of error codes. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;
