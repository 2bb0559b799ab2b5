// About what a waiting change is, and from where it was asked for. With which key, its card says.
import { useTranslation } from 'react-i18next';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Hold } from '../hold/hold-answer.ts';

export function Origin({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation('on-hold');
  const times = useTimes();
  const { newEmail, contact, contactsNeeded, waitHours, recovery, place, device, newDevice, startedAt } = hold;
  return (
    <Pairs>
      {newEmail !== null && <Pair name={t('to')}>{newEmail}</Pair>}
      {contact !== null && <Pair name={t('contact')}>{contact}</Pair>}
      {contactsNeeded !== null && <Pair name={t('approvals')}>{t('fact.approvals', { count: contactsNeeded })}</Pair>}
      {waitHours !== null && <Pair name={t('wait')}>{times.span(waitHours * 3600)}</Pair>}
      {recovery && (
        <Pair name={t('recovery-key')}>
          {t(recovery.withBoth ? 'recovery-key.both' : 'recovery-key.which', {
            number: recovery.keyOrdinal,
            day: times.day(recovery.keyMadeAt),
          })}
        </Pair>
      )}
      {place && (
        <Pair name={t('from')} note={t('from.note')}>
          {place.country}
        </Pair>
      )}
      {device !== null && <Pair name={t('device')}>{newDevice ? t('device.new', { device }) : device}</Pair>}
      <Pair name={t('when')}>{times.fully(startedAt)}</Pair>
    </Pairs>
  );
}
