// A dialog asks one thing. Its button repeats verb and object; focus starts on the safe choice; Escape takes the safe choice.
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Button } from './button.tsx';

interface DialogProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** The button that does it. Where absent, the dialog only tells. */
  readonly action?: ReactNode;
  /** What the safe button says: "Keep it". */
  readonly safe: string;
  /** The safe choice, by its button or by Escape. */
  readonly onClose: () => void;
  /** Focus starts in the first field instead, where there is one to fill in. */
  readonly focusField?: boolean | undefined;
}

/** Render it to open it, and stop rendering it to close it: focus then returns to where it was. */
export function Dialog({ title, children, action, safe, onClose, focusField = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    const chosen = focusField ? element.querySelector<HTMLElement>('input') : null;
    (chosen ?? element.querySelector<HTMLElement>('[data-safe]'))?.focus();
    return () => {
      element.close();
      // The browser gives focus back to where it was. Where that is gone with the dialog, the page's statement takes it.
      queueMicrotask(() => {
        if (document.activeElement !== document.body) return;
        document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
      });
    };
  }, [focusField]);
  // In the body, so that a row of a list may open one.
  return createPortal(
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
      <div className="actions">
        {action}
        <Button data-safe onClick={onClose}>
          {safe}
        </Button>
      </div>
    </dialog>,
    document.body,
  );
}
