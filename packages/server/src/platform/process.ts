// The process around the server: its environment, and being asked to stop.

export const environment = (): Readonly<Record<string, string | undefined>> => process.env;

const DRAIN_MS_MAX = 20_000;

/** Runs `stop` once on SIGTERM or SIGINT, then exits; a second signal, or twenty seconds, exits at once. */
export function onStopSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const handle = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS_MAX).unref();
    stop().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
}
