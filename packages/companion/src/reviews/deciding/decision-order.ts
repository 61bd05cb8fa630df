/** What somebody decides about a review. */
export interface DecisionOrder {
  /** Its UUID. */
  readonly review: string;
  readonly decision: 'approve' | 'reject';
  /** 1 to 2,000 characters. */
  readonly justification: string;
  /** Approves not the call alone but all that the same requester sends by the same operation for so long, where the rule allows that. */
  readonly windowSeconds?: number;
}
