/** A way by which a security information and event management system (SIEM) gets the ledger's events: a name, and exactly one kind. */
export interface SinkConfig {
  /** Unique. What is delivered is remembered under it: a new name begins from the start. */
  readonly name: string;
  /** Where a sink of this name begins: with the ledger's first entry, or with the next one. Default `start`. */
  readonly begin: 'start' | 'now';
  readonly file?: FileSinkConfig;
  readonly splunk?: SplunkSinkConfig;
  readonly syslog?: SyslogSinkConfig;
  readonly sentinel?: SentinelSinkConfig;
  readonly webhook?: WebhookSinkConfig;
  readonly kafka?: KafkaSinkConfig;
}

/** Files of OCSF events, one JSON object a line. */
export interface FileSinkConfig {
  /** Absolute. */
  readonly folder: string;
  /** Bytes after which the next file is begun; so it is each day, too. Default 67,108,864. */
  readonly maxBytes: number;
}

/** Splunk's HTTP Event Collector, with indexer acknowledgement. */
export interface SplunkSinkConfig {
  /** The collector's base URL: `https://splunk.example:8088`. */
  readonly url: string;
  /** The sealed secret that is the collector's token. */
  readonly token: string;
  /** Default: the token's own. */
  readonly index?: string;
  /** Default `sallyport:ocsf`. */
  readonly sourcetype: string;
  /** Milliseconds until what was not acknowledged is sent again. Default 60,000. */
  readonly ackTimeoutMs: number;
  /** PEM: the only authorities trusted with it. Absolute. */
  readonly caFile?: string;
  /** Whether `url` may be http. Default false. */
  readonly insecureHttp: boolean;
}

/** A collector of syslog over TLS: RFC 5424, RFC 5425, with octet counting. */
export interface SyslogSinkConfig {
  readonly host: string;
  /** Default 6514, RFC 5425 §4.1. */
  readonly port: number;
  /** What a message says: the OCSF event, or ArcSight's Common Event Format. Default `ocsf`. */
  readonly format: 'ocsf' | 'cef';
  /** RFC 5424 §6.2.1. Default `authpriv`. */
  readonly facility:
    | 'auth'
    | 'authpriv'
    | 'audit'
    | 'local0'
    | 'local1'
    | 'local2'
    | 'local3'
    | 'local4'
    | 'local5'
    | 'local6'
    | 'local7';
  /** PEM: the only authorities trusted with it. Absolute. */
  readonly caFile?: string;
  /** PEM: what the companion shows to the collector. Absolute; both or neither. */
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** Microsoft Sentinel, by the Logs Ingestion API of Azure Monitor. */
export interface SentinelSinkConfig {
  /** Of the data collection endpoint or rule: `https://….ingest.monitor.azure.com`. */
  readonly endpoint: string;
  /** The immutable id of the data collection rule, `dcr-…`. */
  readonly ruleId: string;
  /** `Custom-Sallyport_CL` */
  readonly stream: string;
  /** How it proves itself: an application with a sealed secret, or the machine's managed identity. */
  readonly credential:
    | { readonly tenantId: string; readonly clientId: string; readonly secret: string; readonly authorityHost?: string }
    | { readonly managedIdentity: 'system' | { readonly clientId: string } };
  /** Whose token is asked for. Default `https://monitor.azure.com`. */
  readonly audience: string;
}

/** An endpoint that takes batches of events, signed as Standard Webhooks says. */
export interface WebhookSinkConfig {
  readonly url: string;
  /** The sealed secret: `whsec_` and base64, or any text. */
  readonly secret: string;
  /** PEM: the only authorities trusted with it. Absolute. */
  readonly caFile?: string;
  /** Whether `url` may be http. Default false. */
  readonly insecureHttp: boolean;
}

/** A topic of Apache Kafka. */
export interface KafkaSinkConfig {
  /** `host:port` */
  readonly brokers: readonly string[];
  readonly topic: string;
  /** Whether it is spoken to in TLS. Default true; without, only to this very machine. */
  readonly tls: boolean;
  /** PEM: the only authorities trusted with it. Absolute. */
  readonly caFile?: string;
  /** SASL: a user, and the sealed secret with the password. */
  readonly sasl?: {
    readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
    readonly user: string;
    readonly secret: string;
  };
}

/** Where metrics are read. */
export interface MetricsConfig {
  readonly host: string;
  readonly port: number;
}
