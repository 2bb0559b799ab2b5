// Word of what has just been done. It stays until it is closed, and the next one replaces it.
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const ToastContext = createContext<(message: string) => void>(() => {});

/** Shows a sentence about something that is done: never a warning, never a question. */
export const useToast = (): ((message: string) => void) => useContext(ToastContext);

export function ToastArea({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('shared');
  const [message, setMessage] = useState<string | null>(null);
  const show = useCallback((next: string) => setMessage(next), []);
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {message && (
          <div className="toast">
            <Icon name="held" />
            <span>{message}</span>
            <Button small onClick={() => setMessage(null)}>
              {t('close')}
            </Button>
          </div>
        )}
      </div>
    </ToastContext>
  );
}
