// The steps of something done in order: bars on a desk, "Step 2 of 4" on a phone.
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

interface StepsProps {
  readonly names: readonly string[];
  /** The step being done, counted from 1. */
  readonly step: number;
}

export function Steps({ names, step }: StepsProps) {
  const { t } = useTranslation('shared');
  return (
    <>
      <ol className="steps">
        {names.map((name, position) => {
          const done = position + 1 < step;
          const current = position + 1 === step;
          return (
            <li key={name} className={done ? 'done' : undefined} aria-current={current ? 'step' : undefined}>
              <Icon name={done ? 'held' : current ? 'now' : 'open'} />
              <span>
                {name}
                {done && <span className="sr"> {t('step.done')}</span>}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="steps-phone">
        {t('step.of', { step, steps: names.length })} <strong>{names[step - 1]}</strong>
        <span aria-hidden="true">
          {names.map((name, position) => (
            <i key={name} className={position + 1 < step ? 'done' : position + 1 === step ? 'now' : undefined} />
          ))}
        </span>
      </p>
    </>
  );
}
