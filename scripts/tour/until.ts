// Waits for what a process does in its own time: sealing, cosigning, carrying out what is due.

const PATIENCE_MS = 20_000;
const TURN_MS = 50;

/** The first value that is there. @param what names it where it never comes, as in "waited for the witness to sign" */
export async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const late = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > late) throw new Error(`waited for ${what}, for ${PATIENCE_MS / 1000} s`);
    await new Promise((turn) => setTimeout(turn, TURN_MS));
  }
}
