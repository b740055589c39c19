/** A data directory that cannot be used: its state is damaged, or another process has it. The message names the path. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError';
}
