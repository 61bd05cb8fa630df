/**
 * SQL that tells of a row of `recording` whether a legal hold that was not released holds it: of what the hold says, all must fit. A session that the
 * index does not know is held by every hold that names no other session: nobody knows that it is not meant.
 */
export const IS_HELD = `exists (
  select 1 from legal_hold left join session_index on session_index.id = recording.id
  where legal_hold.released_at is null
    and (legal_hold.session is null or legal_hold.session = recording.id)
    and (session_index.id is null or (
      (legal_hold.correlation_id is null or legal_hold.correlation_id = session_index.correlation_id)
      and (legal_hold.issuer is null or legal_hold.issuer = session_index.issuer)
      and (legal_hold.subject is null or legal_hold.subject = session_index.subject)
      and (legal_hold.connection is null or legal_hold.connection = session_index.connection)
      and (legal_hold.subject_of_care is null or legal_hold.subject_of_care = session_index.subject_of_care))))`;
