// The start of a recovery: whose account, and one of its recovery keys, or both.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { emailFault } from '../entry/email-fault.ts';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { EmailField } from '../look/email-field.tsx';
import { Heading } from '../look/heading.tsx';
import { Options } from '../look/options.tsx';
import { Unreachable } from '../unreachable.ts';
import { RecoveryKeyField, useMisread } from './recovery-key-field.tsx';
import { recoveryKeyFault } from './typed-secret.ts';

interface BeginFormProps {
  readonly onStarted: (started: Answer<'recovery.begin'>) => void;
}

interface Errors {
  readonly email?: string;
  readonly key?: string;
  readonly other?: string;
  readonly papers?: string;
}

type Papers = 'one' | 'both';

/** The server judged the second of two, or found that both are the same. */
const isAboutOther = (error: unknown): boolean =>
  error instanceof ApiProblem && error.field === '/body/otherRecoveryKey';

const plainly = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
const otherFault = (typed: string, other: string) =>
  recoveryKeyFault(other) ?? (plainly(typed) === plainly(other) ? 'same' : null);

/** The form's fields, what is wrong with them, and the attempt. */
function useBegin({ onStarted }: BeginFormProps) {
  const { t } = useTranslation('recover');
  const misread = useMisread();
  const attempt = useAttempt();
  const [email, setEmail] = useState('');
  const [typed, setTyped] = useState('');
  const [papers, setPapers] = useState<Papers | null>(null);
  const [typedOther, setTypedOther] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  // Where the answer is lost on its way, sending once more gives the same one.
  const [named] = useState(() => crypto.randomUUID());
  const begin = async () => {
    try {
      const both = papers === 'both' ? { otherRecoveryKey: typedOther.trim() } : {};
      const body = { email: email.trim(), recoveryKey: typed.trim(), ...both, attempt: named };
      onStarted(await call('recovery.begin', { body }));
    } catch (error) {
      const key = misread(error);
      if (key === null) throw error;
      setErrors(isAboutOther(error) ? { other: key } : { key });
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const address = emailFault(email);
    const key = recoveryKeyFault(typed);
    const other = papers === 'both' ? otherFault(typed, typedOther) : null;
    setErrors({
      ...(address ? { email: t(`begin.email.${address}`) } : {}),
      ...(!address && key ? { key: t(`key.${key}`) } : {}),
      ...(!address && !key && other ? { other: t(`key.${other}`) } : {}),
      ...(papers === null ? { papers: t('begin.both.choose') } : {}),
    });
    if (!address && !key && !other && papers !== null) void attempt.run(begin);
  };
  const changing =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      setErrors({});
      set(value);
    };
  return {
    email,
    setEmail,
    typed,
    type: changing(setTyped),
    papers,
    choose: changing<Papers | null>(setPapers),
    typedOther,
    typeOther: changing(setTypedOther),
    errors,
    attempt,
    send,
  };
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('recover');
  const refused = error instanceof ApiProblem && error.code === 'recovery.refused';
  return (
    // Without an answer nobody knows: sent once more, it is the same recovery.
    <Trouble error={error} point={t(error instanceof Unreachable ? 'begin.unknown' : 'begin.refused')}>
      {refused ? t('begin.refused.check') : undefined}
    </Trouble>
  );
}

export function BeginForm({ onStarted }: BeginFormProps) {
  const { t } = useTranslation('recover');
  const form = useBegin({ onStarted });
  const { email, setEmail, typed, type, papers, choose, typedOther, typeOther, errors, attempt, send } = form;
  return (
    <div>
      <Heading title={t('title')}>{t('begin.statement')}</Heading>
      {attempt.failure !== null && <Refused error={attempt.failure} />}
      <p className="quiet under-5">{t('begin.lede')}</p>
      <form className="form wide-gap" onSubmit={send} noValidate>
        <EmailField label={t('begin.email')} error={errors.email} name="email" value={email} onType={setEmail} />
        <RecoveryKeyField typed={typed} onType={type} error={errors.key ?? null} />
        <div>
          <Options
            legend={t('begin.both')}
            value={papers}
            onChange={choose}
            options={(['both', 'one'] as const).map((value) => ({
              value,
              name: t(`begin.both.${value}`),
              note: t(`begin.both.${value}.what`),
            }))}
          />
          {errors.papers && (
            <p className="error" role="alert">
              {errors.papers}
            </p>
          )}
        </div>
        {papers === 'both' && (
          <RecoveryKeyField label={t('key.other')} typed={typedOther} onType={typeOther} error={errors.other ?? null} />
        )}
        <div>
          <Button kind="primary" block type="submit" busy={attempt.busy}>
            {t('begin.do')}
          </Button>
          <p className="note top-3">{t('begin.once')}</p>
        </div>
      </form>
      <hr className="rule" />
      <p className="line-actions">
        <Link className="line-link" href="/recover/return">
          {t('begin.started')}
        </Link>
        <Link className="line-link" href="/recover/e-mail">
          {t('begin.e-mail')}
        </Link>
        <Link className="line-link" href="/sign-in">
          {t('begin.other')}
        </Link>
      </p>
    </div>
  );
}
