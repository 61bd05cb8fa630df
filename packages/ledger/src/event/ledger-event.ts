import type { EventDetails, EventKind } from '@sallyport/core';

/** The version of the OCSF schema that events follow. */
export const OCSF_VERSION = '1.6.0';

/** The details of an event for which OCSF has no attribute. */
export type UnmappedDetails = Omit<
  EventDetails,
  'correlationId' | 'sessionId' | 'connection' | 'operation' | 'upstreamStatus' | 'error'
>;

/** An event as the ledger keeps it: OCSF API Activity, class 6003, and of a finding Data Security Finding, class 2006. PHI-free by type. */
export interface LedgerEvent {
  readonly class_uid: 6003 | 2006;
  readonly category_uid: 6 | 2;
  /** 1 create, 2 read, 3 update, 4 delete, 99 other. */
  readonly activity_id: number;
  /** `class_uid × 100 + activity_id` */
  readonly type_uid: number;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** 1 informational, 2 low, 3 medium. */
  readonly severity_id: number;
  /** Of activity: 0 unknown, 1 success, 2 failure. Of a finding: 1 new. */
  readonly status_id: 0 | 1 | 2;
  readonly metadata: {
    /** The event's UUID. */
    readonly uid: string;
    readonly event_code: EventKind;
    /** Groups sessions; chosen by the caller. */
    readonly correlation_uid?: string;
    /** Of the OCSF schema. */
    readonly version: string;
    readonly product: { readonly name: 'Sallyport'; readonly vendor_name: 'Sallyport'; readonly version: string };
  };
  readonly actor: {
    /** `uid` is the identity's subject; of an unknown actor only `name` is there. */
    readonly user: { readonly uid: string } | { readonly name: 'unknown'; readonly type_id: 0 };
    /** The identity's issuer, under both names that OCSF has for it. */
    readonly idp?: { readonly uid: string; readonly issuer: string };
  };
  readonly api: {
    /** `embeddings.create`, or the event's kind where it is about no operation. */
    readonly operation: string;
    /** The connection. */
    readonly service?: { readonly name: string };
    /** The session's UUID: a session is one request. */
    readonly request?: { readonly uid: string };
    /** The provider's HTTP status, and the error the caller got. */
    readonly response?: { readonly code?: number; readonly error?: string };
  };
  /** Where the caller is; without an address, the service itself. */
  readonly src_endpoint: { readonly ip: string } | { readonly svc_name: 'sallyport' };
  /** Of a finding. */
  readonly finding_info?: { readonly uid: string; readonly title: string };
  readonly unmapped: UnmappedDetails;
}
