/** A mistake of whoever typed the command line, or of a file that it names; the message is one line for that person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** By name: the halves of the program are bundles of their own, and each has its own class. */
export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UsageError';
}
