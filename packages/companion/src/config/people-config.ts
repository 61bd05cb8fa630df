import type { Identity } from '@sallyport/core';

/** A person with several accounts, or with services of their own: where people count, they are one. */
export interface PersonConfig {
  /** Lower-case letters, digits and dashes; unique. */
  readonly name: string;
  /** Each account is of one person only. */
  readonly accounts: readonly Identity[];
  /** The service accounts they answer for: they review no call of these. */
  readonly services?: readonly Identity[];
  /** Their member id in the workspace of `notify.slack`. */
  readonly slack?: string;
}
