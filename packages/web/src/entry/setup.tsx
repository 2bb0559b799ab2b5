// The first start: the bearer of the printed link makes the operator's account with two keys.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { ButtonLink } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { type Linked, LinkedFrame, useLinked } from './linked.tsx';
import { SetupForm } from './setup-form.tsx';

type Found = { readonly is: 'open'; readonly progress: Answer<'setup.read'> } | { readonly is: 'done' };

async function read(link: string, signal?: AbortSignal): Promise<Linked<Found>> {
  return { is: 'open', progress: await call('setup.read', { body: { link }, ...(signal ? { signal } : {}) }) };
}

const failureFor = (error: unknown): Linked<Found> | null =>
  error instanceof ApiProblem && error.code === 'setup.done' ? { is: 'done' } : null;

function Closed({ is }: { readonly is: 'gone' | 'done' }) {
  const { t } = useTranslation('setup');
  return (
    <PageHead
      title={t('title')}
      lede={t(`${is}.lede`)}
      actions={
        is === 'done' && (
          <ButtonLink kind="primary" icon="key" href="/sign-in">
            {t('done.sign-in')}
          </ButtonLink>
        )
      }
    >
      {t(`${is}.statement`)}
    </PageHead>
  );
}

export default function Setup() {
  const { t } = useTranslation('setup');
  const { link, found, setFound, onFailure, retry } = useLinked(read, failureFor);
  const words = { title: t('title'), fetching: t('fetching'), failed: t('failed') };
  return (
    <LinkedFrame found={found} retry={retry} words={words} width={found.is === 'open' ? 'page' : 'narrow'}>
      {(found.is === 'gone' || found.is === 'done') && <Closed is={found.is} />}
      {found.is === 'open' && (
        <SetupForm
          link={link}
          progress={found.progress}
          onProgress={(progress) => setFound({ is: 'open', progress })}
          onClosed={onFailure}
        />
      )}
    </LinkedFrame>
  );
}
