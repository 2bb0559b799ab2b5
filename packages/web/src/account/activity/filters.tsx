// Which of the activity to show: a kind, a text, and from which day to which.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Field } from '../../look/field.tsx';
import { isNarrowed, SHOWN, type View } from './view.ts';

interface FiltersProps {
  readonly view: View;
  readonly onChange: (view: View) => void;
}

export function Filters({ view, onChange }: FiltersProps) {
  const { t } = useTranslation('activity');
  const [asked, setAsked] = useState(view);
  const part = (name: 'text' | 'from' | 'to') => ({
    value: asked[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setAsked((before) => ({ ...before, [name]: value }));
    },
  });
  const search = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...asked, show: view.show });
  };
  return (
    <div className="under-6">
      <fieldset className="filters">
        <legend className="sr">{t('show')}</legend>
        {SHOWN.map((kind) => (
          <button
            key={kind}
            type="button"
            className="filter"
            aria-pressed={kind === view.show}
            onClick={() => onChange({ ...view, show: kind })}
          >
            {t(`show.${kind}`)}
          </button>
        ))}
      </fieldset>
      <search>
        <form className="searching top-5" onSubmit={search}>
          <Field label={t('search.text')} type="search" maxLength={100} autoComplete="off" {...part('text')} />
          <Field label={t('search.from')} type="date" max={asked.to || undefined} {...part('from')} />
          <Field label={t('search.to')} type="date" min={asked.from || undefined} {...part('to')} />
          <div className="searching-do">
            <Button type="submit">{t('search')}</Button>
            {isNarrowed(view) && (
              <Button kind="plain" onClick={() => onChange({ show: view.show, text: '', from: '', to: '' })}>
                {t('search.clear')}
              </Button>
            )}
          </div>
        </form>
      </search>
    </div>
  );
}
