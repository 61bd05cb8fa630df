/** Chaos could not be carried out: something ended that was not killed, or did not come back. */
export class ChaosFailure extends Error {
  override readonly name = 'ChaosFailure';
}
