// Word of what has just been done. It stays until it is closed or the page is left, and the next one replaces it.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const ToastContext = createContext<(message: string) => void>(() => {});

/** Shows a sentence about something that is done: never a warning, never a question. */
export const useToast = (): ((message: string) => void) => useContext(ToastContext);

export function ToastArea({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('shared');
  const [message, setMessage] = useState<string | null>(null);
  const show = useCallback((next: string) => setMessage(next), []);
  const [place] = useLocation();
  const seen = useRef({ place, message });
  // It is said where it was done. One that is shown in going on is said where that leads.
  useEffect(() => {
    const before = seen.current;
    seen.current = { place, message };
    if (before.place !== place && before.message === message) setMessage(null);
  }, [place, message]);
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
