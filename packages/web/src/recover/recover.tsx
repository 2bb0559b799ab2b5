// Coming back with a recovery key, first part: starting the case, and its secret, which is on this page and nowhere else.
import type { Answer } from '@holdfast/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EntryBar } from '../entry/entry-bar.tsx';
import { Frame } from '../look/frame.tsx';
import { BeginForm } from './begin-form.tsx';
import { Started } from './started.tsx';

function WhatHappens() {
  const { t } = useTranslation('recover');
  return (
    <aside>
      <h2>{t('what.title')}</h2>
      <ol className="numbers">
        <li>{t('what.wait')}</li>
        <li>{t('what.alerts')}</li>
        <li>{t('what.return')}</li>
        <li>{t('what.end')}</li>
      </ol>
    </aside>
  );
}

export default function Recover() {
  const [started, setStarted] = useState<Answer<'recovery.begin'> | null>(null);
  return (
    <Frame bar={<EntryBar />} width={started ? 'narrow' : 'entry'}>
      {started ? (
        <Started started={started} />
      ) : (
        <>
          <BeginForm onStarted={setStarted} />
          <WhatHappens />
        </>
      )}
    </Frame>
  );
}
