// The question of somebody who comes back: the case secret, typed. It is sent in a body and stands in no address.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import type { Case } from './case-answer.ts';
import { caseSecretFault } from './typed-secret.ts';

interface SecretFormProps {
  readonly onCase: (secret: string, found: Case) => void;
}

export function SecretForm({ onCase }: SecretFormProps) {
  const { t } = useTranslation('recover');
  const attempt = useAttempt();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const look = async () => {
    const secret = typed.trim();
    try {
      onCase(secret, await call('recovery.read', { body: { caseSecret: secret } }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const { code, group } = error;
      if (code === 'link.refused') setFault(t('ask.refused'));
      else if (code !== 'case-secret.refused') throw error;
      else setFault(group === null ? t('ask.misread') : t('ask.misread.group', { group }));
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const lacking = caseSecretFault(typed);
    setFault(lacking && t(`ask.${lacking}`));
    if (!lacking) void attempt.run(look);
  };
  return (
    <div>
      <Heading title={t('title')}>{t('ask.statement')}</Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} point={t('ask.failed')} />}
      <p className="quiet under-5">{t('ask.lede')}</p>
      <form className="form wide-gap" onSubmit={send} noValidate>
        <Field
          label={t('secret')}
          hint={t('ask.hint')}
          keyed
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={60}
          value={typed}
          error={fault}
          onChange={(event) => {
            setFault(null);
            setTyped(event.currentTarget.value);
          }}
        />
        <Button kind="primary" block type="submit" busy={attempt.busy}>
          {t('ask.do')}
        </Button>
      </form>
      <hr className="rule" />
      <p className="small quiet">
        <strong className="loud">{t('ask.lost')}</strong> {t('ask.lost.what')}
      </p>
      <p>
        <Link className="line-link" href="/recover">
          {t('ask.start')}
        </Link>
      </p>
    </div>
  );
}
