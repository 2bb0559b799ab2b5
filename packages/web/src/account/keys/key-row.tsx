// One key of the account: how far it has come, and what can be done with it.
import { type ComponentType, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { Row } from '../../look/rows.tsx';
import { Status, Tag } from '../../look/status.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { SignedIn } from '../session.tsx';
import { KEY_ICON, type Key, useKeyFacts } from './key-facts.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { TrustDialog } from './trust-dialog.tsx';
import { BringBackDialog, MineDialog, SuspendDialog } from './vouch-dialog.tsx';

const WHY = ['two-keys', 'key-for-another-device', 'two-hardware-keys', 'way-in', 'second-factor'] as const;

const isNew = ({ stage }: Key): boolean => stage === 'new' || stage === 'first-day';

interface KeyRowProps {
  readonly credential: Key;
  readonly tier: SignedIn['tier'];
  readonly nameIsShared: boolean;
  /** The account has recovery keys: one of them beside a new key makes it trusted. */
  readonly hasPaper: boolean;
}

interface KeyDialogProps extends Pick<KeyRowProps, 'hasPaper'> {
  readonly credential: Key;
  readonly nameIsShared: boolean;
  readonly onClose: () => void;
}

const DIALOGS = {
  rename: RenameDialog,
  mine: MineDialog,
  trust: TrustDialog,
  back: BringBackDialog,
  suspend: SuspendDialog,
  remove: RemoveDialog,
} as const satisfies Record<string, ComponentType<KeyDialogProps>>;
type Asking = keyof typeof DIALOGS;

export function KeyRow({ credential, tier, nameIsShared, hasPaper }: KeyRowProps) {
  const facts = useKeyFacts();
  const reasonId = useId();
  const [asking, setAsking] = useState<Asking | null>(null);
  const Asked = asking && DIALOGS[asking];
  return (
    <>
      <Row
        icon={KEY_ICON[credential.kind]}
        picture={credential.icon}
        name={credential.nickname}
        marks={<Marks credential={credential} tier={tier} />}
        facts={facts(credential)}
        end={<Actions credential={credential} hasPaper={hasPaper} reasonId={reasonId} onAsk={setAsking} />}
      >
        <Story credential={credential} tier={tier} reasonId={reasonId} />
      </Row>
      {Asked && (
        <Asked
          credential={credential}
          hasPaper={hasPaper}
          nameIsShared={nameIsShared}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function Marks({ credential, tier }: Pick<KeyRowProps, 'credential' | 'tier'>) {
  const { t } = useTranslation('keys');
  const times = useTimes();
  const { stage, trustedAt, makeReported } = credential;
  const sleeps = tier === 'hardware' && !credential.countsForHardware && !makeReported;
  return (
    <>
      {credential.thisSession && <Tag>{t('this-session')}</Tag>}
      {isNew(credential) && <Status mark="wait">{t('new', { day: times.day(trustedAt) })}</Status>}
      {makeReported && <Status mark="needs">{t(`reported.${makeReported.kind}`)}</Status>}
      {stage === 'suspended' && <Status mark="ended">{t('suspended')}</Status>}
      {sleeps && <Status mark="ended">{t('does-not-open')}</Status>}
    </>
  );
}

/** Why a key cannot be removed, or null where it can. */
function useWhyKept({ lastTrustedWay, removable, removalUnmet }: Key): string | null {
  const { t } = useTranslation('keys');
  if (lastTrustedWay) return t('last-way');
  return removable ? null : t(`why.${WHY.find((known) => known === removalUnmet[0]) ?? 'other'}`);
}

interface ActionsProps extends Pick<KeyRowProps, 'credential' | 'hasPaper'> {
  readonly reasonId: string;
  readonly onAsk: (what: Asking) => void;
}

function Actions({ credential, hasPaper, reasonId, onAsk }: ActionsProps) {
  const { t } = useTranslation('keys');
  const why = useWhyKept(credential);
  const { nickname: object, stage, lastTrustedWay } = credential;
  const act = (what: Asking, unavailable: string | null = null) => (
    <Button small object={object} unavailable={unavailable} reasonIn={reasonId} onClick={() => onAsk(what)}>
      {t(what)}
    </Button>
  );
  return (
    <>
      {credential.asksWhose && act('mine')}
      {hasPaper && isNew(credential) && act('trust')}
      {stage === 'suspended' ? act('back') : act('suspend', lastTrustedWay ? t('last-way') : null)}
      {act('rename')}
      {credential.ending === null ? (
        act('remove', why)
      ) : (
        <ButtonLink small object={object} href="/holds">
          {t('ending.see')}
        </ButtonLink>
      )}
    </>
  );
}

/** What became of it, in sentences. */
function Story({
  credential,
  tier,
  reasonId,
}: Pick<KeyRowProps, 'credential' | 'tier'> & Pick<ActionsProps, 'reasonId'>) {
  const { t } = useTranslation('keys');
  const times = useTimes();
  const why = useWhyKept(credential);
  const { nickname: name, suspension, ending, makeReported, lastUsedAt, lastUsedPlace } = credential;
  const used =
    lastUsedAt === null
      ? t('used.never')
      : lastUsedPlace
        ? t('used.place', { when: times.at(lastUsedAt), place: lastUsedPlace.country })
        : t('used', { when: times.at(lastUsedAt) });
  return (
    <>
      {t('added', { when: times.lately(credential.createdAt) })} {used}{' '}
      {isNew(credential) && `${t('new.what', { day: times.day(credential.trustedAt) })} `}
      {credential.asksWhose && `${t('new.whose')} `}
      {isNew(credential) && credential.confirmedUntil !== null && `${t('confirmed')} `}
      {makeReported &&
        `${t(tier === 'standard' ? 'reported.standard' : `reported.${makeReported.kind}.what`, { when: times.at(makeReported.until) })} `}
      {suspension && `${sayShutOut(t, suspension, times.at(suspension.at))} ${sayLasting(t, suspension, times.at)} `}
      {ending && `${t(`ending.${endingOf(ending)}`, { when: times.at(ending.readyAt) })} `}
      {why !== null && ending === null && (
        <span id={reasonId}>
          {t('cannot-remove', { name })} {why}
        </span>
      )}
    </>
  );
}

const endingOf = ({ byItself, waitIsOver }: NonNullable<Key['ending']>) =>
  byItself ? (waitIsOver ? 'due' : 'by-itself') : waitIsOver ? 'ready' : 'waits';

type KeyWords = ReturnType<typeof useTranslation<'keys'>>['t'];

const sayLasting = (
  t: KeyWords,
  { comesBackAt }: NonNullable<Key['suspension']>,
  at: (when: number) => string,
): string => (comesBackAt === null ? t('suspended.what') : t('suspended.until', { when: at(comesBackAt) }));

function sayShutOut(t: KeyWords, { by, keyName }: NonNullable<Key['suspension']>, when: string): string {
  if (by !== 'key') return t(`suspended.by.${by}`, { when });
  return keyName === null ? t('suspended.by.other-key', { when }) : t('suspended.by.key', { key: keyName, when });
}
