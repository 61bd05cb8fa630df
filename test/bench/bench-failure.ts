/** A bench could not be carried out: the environment lacks something, or a server did not do what it must. */
export class BenchFailure extends Error {
  override readonly name = 'BenchFailure';
}
