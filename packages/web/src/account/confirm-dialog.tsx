// One question before one act. What goes wrong is said in the dialog; it closes when the act is done.
import type { ReactNode } from 'react';
import { Button } from '../look/button.tsx';
import { Dialog } from '../look/dialog.tsx';
import type { IconName } from '../look/icon.tsx';
import { Failure } from './failure.tsx';
import { useAttempt } from './use-attempt.ts';

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Verb and object: "Remove Phone". */
  readonly verb: string;
  readonly icon?: IconName | undefined;
  /** `danger` only for what cannot be undone; `weakens` is never the button that draws the eye. */
  readonly kind?: 'danger' | 'weakens' | undefined;
  readonly safe: string;
  /** "Phone was not removed." */
  readonly failed: string;
  readonly act: () => Promise<void>;
  readonly onClose: () => void;
}

export function ConfirmDialog({ title, children, verb, icon, kind, safe, failed, act, onClose }: ConfirmDialogProps) {
  const attempt = useAttempt();
  return (
    <Dialog
      title={title}
      safe={safe}
      onClose={onClose}
      action={
        <Button
          kind={kind === 'weakens' ? undefined : (kind ?? 'primary')}
          icon={icon}
          busy={attempt.busy}
          onClick={() => void attempt.run(act)}
        >
          {verb}
        </Button>
      }
    >
      {children}
      <Failure of={attempt.failure} point={failed} />
    </Dialog>
  );
}
