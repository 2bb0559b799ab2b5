// Catches what a page throws while drawing, such as a chunk that did not arrive, and offers to load it again.
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Callout } from './callout.tsx';

function Broken() {
  const { t } = useTranslation('shared');
  return (
    <main className="page narrow">
      <Callout
        tone="stop"
        point={t('page.failed')}
        actions={
          <Button small onClick={() => location.reload()}>
            {t('page.reload')}
          </Button>
        }
      >
        {t('page.failed.reason')}
      </Callout>
    </main>
  );
}

export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
