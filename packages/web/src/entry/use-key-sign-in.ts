// Signing in with a key: by the button, or quietly inside the e-mail field where the browser offers keys there.
import type { Answer } from '@holdfast/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { authenticate, autofillSupported, keysSupported, stopWaiting } from '../webauthn.ts';

// A challenge lives five minutes; the quiet ceremony takes a new one before that.
const RENEW_MS = 240_000;

interface KeySignIn {
  /** A key was asked for by the button and has not answered yet. */
  readonly waiting: boolean;
  /** The browser offers keys in the field. */
  readonly inField: boolean;
  /** Offers keys in the field again, where an earlier choice there came to nothing. For the field's focus. */
  readonly listen: () => void;
  readonly ask: () => void;
}

/** `onIn` gets what the sign-in did; `onTrouble` any failure worth telling. */
export function useKeySignIn(
  onIn: (answer: Answer<'sign-in.key'>) => void,
  onTrouble: (error: unknown) => void,
): KeySignIn {
  const [waiting, setWaiting] = useState(false);
  // Supposed until the browser says otherwise, so that the field's note does not push the page down.
  const [inField, setInField] = useState(keysSupported);
  const under = useRef<'button' | 'field' | null>(null);
  const turn = useRef(0);

  /** One ceremony. A new one takes the turn from the one before it, whose end then means nothing any more. */
  const attempt = useCallback(
    async (by: 'button' | 'field') => {
      under.current = by;
      turn.current += 1;
      const mine = turn.current;
      try {
        const options = await call('sign-in.key-options');
        if (turn.current !== mine) return;
        const response = await authenticate(options, by === 'field');
        setWaiting(true);
        onIn(await call('sign-in.key', { body: { response } }));
      } catch (error) {
        if (turn.current !== mine) return;
        under.current = null;
        setWaiting(false);
        // The quiet ceremony was never asked for, so only what follows a chosen key is told.
        if (by === 'button' || error instanceof ApiProblem) onTrouble(error);
      }
    },
    [onIn, onTrouble],
  );

  const renew = useCallback(async () => {
    const offered = keysSupported() && (await autofillSupported());
    setInField(offered);
    if (offered && under.current !== 'button') await attempt('field');
  }, [attempt]);

  useEffect(() => {
    void renew();
    const timer = setInterval(() => void renew(), RENEW_MS);
    return () => {
      clearInterval(timer);
      turn.current += 1;
      under.current = null;
      stopWaiting();
    };
  }, [renew]);

  const listen = useCallback(() => {
    if (under.current === null) void renew();
  }, [renew]);

  const ask = useCallback(() => {
    if (under.current === 'button') return;
    setWaiting(true);
    void attempt('button');
  }, [attempt]);

  return { waiting, inField, listen, ask };
}
