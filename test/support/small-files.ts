// A program whose files may not grow beyond a size: what it writes there fails, as on a full disk.

/**
 * The command that runs `program` so; the process that it becomes is the program's own.
 * @param fileBlocksMax of 512 bytes each; without it, files grow as they like
 */
export function withSmallFiles(
  fileBlocksMax: number | undefined,
  program: readonly string[],
): readonly [string, readonly string[]] {
  const [command = '', ...words] = program;
  if (fileBlocksMax === undefined) return [command, words];
  return ['/bin/sh', ['-c', `ulimit -f ${fileBlocksMax}; exec "$0" "$@"`, command, ...words]];
}
