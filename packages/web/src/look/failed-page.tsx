// A page that could not be had: the statement says what failed, the lede what is still true and what to do.
import { useTranslation } from 'react-i18next';
import { useExplain } from '../words/use-explain.ts';
import { Button } from './button.tsx';
import { PageHead } from './heading.tsx';

interface FailedPageProps {
  readonly title: string;
  /** "We could not read this alert." */
  readonly statement: string;
  /** "Nothing was changed." */
  readonly still?: string | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function FailedPage({ title, statement, still, error, onRetry }: FailedPageProps) {
  const { t } = useTranslation('shared');
  const { sentence, reference } = useExplain()(error);
  return (
    <PageHead
      title={title}
      lede={
        <>
          {[still, sentence].filter(Boolean).join(' ')}
          {reference && (
            <>
              {' '}
              {t('reference')} <span className="mono">{reference}</span>.
            </>
          )}
        </>
      }
      actions={<Button onClick={onRetry}>{t('try-again')}</Button>}
    >
      {statement}
    </PageHead>
  );
}
