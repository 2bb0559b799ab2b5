// Signing in with a key: by the button, or quietly inside the e-mail field where the browser offers keys there.
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../api.ts';
import { authenticate, autofillSupported, KeyFailure, keysSupported, stopWaiting } from '../webauthn.ts';

// A challenge lives five minutes; the quiet ceremony takes a new one before that.
const RENEW_MS = 240_000;

interface KeySignIn {
  /** A key was asked for by the button and has not answered yet. */
  readonly waiting: boolean;
  /** The browser offers keys in the field. */
  readonly inField: boolean;
  readonly ask: () => void;
}

/** `onIn` gets where to go next; `onRefused` any failure worth telling. */
export function useKeySignIn(
  onIn: (next: 'overview' | 'enrolment') => void,
  onTrouble: (error: unknown) => void,
): KeySignIn {
  const [waiting, setWaiting] = useState(false);
  // Supposed until the browser says otherwise, so that the field's note does not push the page down.
  const [inField, setInField] = useState(keysSupported);
  const asking = useRef(false);

  const attempt = useCallback(
    async (quietly: boolean) => {
      try {
        const response = await authenticate(await call('sign-in.key-options'), quietly);
        if (quietly) setWaiting(true);
        const { next } = await call('sign-in.key', { body: { response } });
        onIn(next);
      } catch (error) {
        setWaiting(false);
        // The quiet ceremony was never asked for, so only what follows a chosen key is told.
        if (!quietly || !(error instanceof KeyFailure)) throw error;
      }
    },
    [onIn],
  );

  const listen = useCallback(async () => {
    if (asking.current) return;
    const offered = keysSupported() && (await autofillSupported());
    setInField(offered);
    if (!offered) return;
    await attempt(true);
  }, [attempt]);

  useEffect(() => {
    const quietly = () => void listen().catch(onTrouble);
    quietly();
    const renew = setInterval(quietly, RENEW_MS);
    return () => {
      clearInterval(renew);
      stopWaiting();
    };
  }, [listen, onTrouble]);

  const ask = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    setWaiting(true);
    attempt(false)
      .catch(onTrouble)
      .finally(() => {
        asking.current = false;
        setWaiting(false);
        void listen().catch(() => {});
      });
  }, [attempt, listen, onTrouble]);

  return { waiting, inField, ask };
}
