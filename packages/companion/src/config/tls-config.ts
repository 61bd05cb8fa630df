/** How the certificate of a connection's provider is verified, and what the companion shows of itself. It is always verified. */
export interface TlsConfig {
  /** PEM certificates of the authorities that are trusted, and no others. Default: those that Node.js trusts. */
  readonly caFile?: string;
  /** PEM certificate the companion shows (mutual TLS, RFC 8446 §4.4.2), with those between it and its authority. */
  readonly certFile?: string;
  /** The PEM private key of `certFile`, in a file that others can neither read nor write. */
  readonly keyFile?: string;
  /** The name the certificate must be for, and that is asked for (RFC 6066 §3). Default: the host of `baseUrl`. */
  readonly serverName?: string;
}
