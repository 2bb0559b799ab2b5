// Why a sign-in did not work, in the words of the way that was tried.
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api-problem.ts';
import { Trouble } from './trouble.tsx';

export interface SignInFailure {
  readonly error: unknown;
  readonly by: 'key' | 'password';
}

export function SignInTrouble({ error, by }: SignInFailure) {
  const { t } = useTranslation('sign-in');
  const refused = error instanceof ApiProblem && error.code === 'sign-in.refused';
  if (!refused) return <Trouble error={error} />;
  return (
    <Trouble error={error} point={t(`${by}.refused`)}>
      {t(`${by}.refused.check`)}
    </Trouble>
  );
}
