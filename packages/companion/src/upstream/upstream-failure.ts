import { type ErrorCode, isSallyportError, SallyportError } from '@sallyport/core';
import { errors } from 'undici';

/** What OpenSSL and Node.js call a certificate that does not verify. */
const UNTRUSTED =
  /^(?:CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_CERT_|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;

/** The alerts by which a provider refuses the certificate it was shown, or that it was shown none: RFC 8446 §6.2. */
const UNWELCOME = /^ERR_SSL_(?:TLSV1|TLSV13|SSLV3)_ALERT_(?:.*CERTIFICATE.*|UNKNOWN_CA|ACCESS_DENIED)$/;

/** Why a provider could not be asked, in words of ours. */
export function upstreamFailure(cause: unknown): SallyportError {
  return isSallyportError(cause) ? cause : new SallyportError(codeOf(cause));
}

function codeOf(cause: unknown): ErrorCode {
  const timedOut =
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError ||
    cause instanceof errors.ConnectTimeoutError;
  if (timedOut) return 'upstream_timeout';
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (UNTRUSTED.test(code)) return 'upstream_untrusted';
  return UNWELCOME.test(code) ? 'upstream_credential' : 'upstream_unreachable';
}
