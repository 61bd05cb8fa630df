/** Says who may do how much, by a key that names who. */
export interface Quota {
  /**
   * Takes `cost` (default 1) of what the key has left; gives false, and takes nothing, when that is not as much, or `cost` is no
   * whole number from 0. Never raises.
   */
  take(key: string, cost?: number): boolean;
}
