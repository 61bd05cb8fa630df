/** How long evidence is kept, by the class that the policy named. */
export interface Retention {
  /**
   * Until when what begins at `from` is kept; that stays so, whatever becomes of the class. Raises `recording_unavailable` for a class that is
   * not configured: what nobody knows how long to keep is not begun.
   */
  keepUntil(name: string, from: Date): Date;
}
