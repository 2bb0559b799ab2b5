// Adding a key takes two touches in turn: one that shows who it is, and then the new key's own.
import type { Answer, Body } from '@holdfast/contract';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { useToast } from '../../look/toast.tsx';
import { useProtectedCall, wantsProof } from '../../step-up/step-up-context.tsx';
import { authenticate, register, tellKeyStores } from '../../webauthn.ts';
import { useTimes } from '../../words/use-times.ts';
import { type Attempt, useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

export type KeyHint = Body<'credential.add-options'>['hint'];

interface Wanted {
  readonly hint: KeyHint;
  readonly nickname: string;
  /** A trusted key shows who it is; else password and code do, in a dialog of their own. */
  readonly byKey: boolean;
  /** It becomes trusted with the enrolment that it is added for. */
  readonly enrolling: boolean;
  readonly onAdded: () => void;
}

export interface AddKey extends Pick<Attempt, 'busy' | 'failure'> {
  /** Which of the two is asked for; null while nothing is. */
  readonly touch: 'first' | 'second' | null;
  /** Asks for the first where it is not fresh, else at once for the second. */
  readonly begin: () => void;
  /** Asks again for the one whose turn it is. */
  readonly ask: () => void;
}

export function useAddKey({ hint, nickname, byKey, enrolling, onAdded }: Wanted): AddKey {
  const { t } = useTranslation('keys');
  const protectedCall = useProtectedCall();
  const change = useChange();
  const times = useTimes();
  const toast = useToast();
  const { busy, failure, run } = useAttempt();
  const [touch, setTouch] = useState<AddKey['touch']>(null);
  // Each is good for one answer.
  const options = useRef<Answer<'credential.add-options'> | null>(null);

  const askFirst = async () => {
    const wanted = { body: { hint } };
    if (byKey) {
      const response = await authenticate(await call('step-up.key-options'));
      await call('step-up.key', { body: { response } });
      options.current = await call('credential.add-options', wanted);
    } else {
      options.current = await protectedCall('credential.add-options', wanted);
    }
    // The new key is asked for by a press of its own: there was time to plug it in, and nobody uses it for the first.
    setTouch('second');
  };
  const askSecond = async () => {
    const given = options.current ?? (await protectedCall('credential.add-options', { body: { hint } }));
    options.current = null;
    const response = await register(given);
    const { credential, signal } = await change('credential.add', { body: { nickname, response } });
    await tellKeyStores(signal);
    const name = credential.nickname;
    toast(
      enrolling ? t('add.done.enrolling', { name }) : t('add.done', { name, day: times.day(credential.trustedAt) }),
    );
    onAdded();
  };
  const begin = async () => {
    try {
      options.current = await call('credential.add-options', { body: { hint } });
    } catch (error) {
      if (!wantsProof(error)) throw error;
      setTouch('first');
      return askFirst();
    }
    setTouch('second');
    return askSecond();
  };
  return {
    busy,
    failure,
    touch,
    begin: () => void run(begin),
    ask: () => void run(touch === 'first' ? askFirst : askSecond),
  };
}
