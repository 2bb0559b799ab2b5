// One key of the account, and what can be done with it.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Row } from '../../look/rows.tsx';
import { Status, Tag } from '../../look/status.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { SignedIn } from '../session.tsx';
import { KEY_ICON, type Key, useKeyFacts } from './key-facts.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

const WHY = ['two-keys', 'key-for-another-device', 'two-hardware-keys', 'way-in', 'second-factor'] as const;

interface KeyRowProps {
  readonly credential: Key;
  readonly tier: SignedIn['tier'];
  readonly nameIsShared: boolean;
}

export function KeyRow({ credential, tier, nameIsShared }: KeyRowProps) {
  const { t } = useTranslation('keys');
  const times = useTimes();
  const facts = useKeyFacts();
  const reasonId = useId();
  const [asking, setAsking] = useState<'rename' | 'remove' | null>(null);
  const { nickname, onProbation, makeReported, lastUsedAt, lastUsedPlace, removable, removalUnmet } = credential;
  const used =
    lastUsedAt === null
      ? t('used.never')
      : lastUsedPlace
        ? t('used.place', { when: times.at(lastUsedAt), place: lastUsedPlace.country })
        : t('used', { when: times.at(lastUsedAt) });
  const sleeps = tier === 'hardware' && !credential.countsForHardware && !makeReported;
  const why = t(`why.${WHY.find((known) => known === removalUnmet[0]) ?? 'other'}`);
  return (
    <>
      <Row
        icon={KEY_ICON[credential.kind]}
        picture={credential.icon}
        name={nickname}
        marks={
          <>
            {credential.thisSession && <Tag>{t('this-session')}</Tag>}
            {onProbation && (
              <Status mark="wait">{t('full-rights', { when: times.at(credential.fullRightsAt) })}</Status>
            )}
            {makeReported && <Status mark="needs">{t(`reported.${makeReported.kind}`)}</Status>}
            {sleeps && <Status mark="ended">{t('does-not-open')}</Status>}
          </>
        }
        facts={facts(credential)}
        end={
          <>
            <Button small object={nickname} onClick={() => setAsking('rename')}>
              {t('rename')}
            </Button>
            <Button
              small
              object={nickname}
              unavailable={removable ? null : why}
              reasonIn={reasonId}
              onClick={() => setAsking('remove')}
            >
              {t('remove')}
            </Button>
          </>
        }
      >
        {t('added', { when: times.lately(credential.createdAt) })} {used}{' '}
        {onProbation && `${t(tier === 'standard' ? 'probation.standard' : 'probation.protected')} `}
        {makeReported &&
          `${t(tier === 'standard' ? 'reported.standard' : `reported.${makeReported.kind}.what`, { when: times.at(makeReported.until) })} `}
        {!removable && (
          <span id={reasonId}>
            {t('cannot-remove', { name: nickname })} {why}
          </span>
        )}
      </Row>
      {asking === 'rename' && <RenameDialog credential={credential} onClose={() => setAsking(null)} />}
      {asking === 'remove' && (
        <RemoveDialog credential={credential} nameIsShared={nameIsShared} onClose={() => setAsking(null)} />
      )}
    </>
  );
}
