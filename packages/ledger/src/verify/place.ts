/** Where a leaf stands, for what is said of it. */
export interface Place {
  readonly index: number;
  /** `entry 17` */
  readonly where: string;
  /** Whether what it rests on, or what rests on it, may be out of what is verified: of a part of a ledger, outside the period asked for. */
  readonly excused: boolean;
}
