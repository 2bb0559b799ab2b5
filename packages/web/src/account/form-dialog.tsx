// A form in a dialog: its fields, the button that sends it, and what came in the way.
import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from '../look/button.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failure } from './failure.tsx';
import type { Attempt } from './use-attempt.ts';

interface FormDialogProps {
  readonly title: string;
  /** Stands above the form. */
  readonly lede?: ReactNode;
  /** The fields. */
  readonly children: ReactNode;
  /** What the sending button says: verb and object. */
  readonly verb: string;
  readonly safe: string;
  /** "The name was not changed." */
  readonly failed: string;
  readonly attempt: Attempt;
  /** By the button or by Enter. What is wrong with a field is the caller's to say. */
  readonly onSend: () => void;
  readonly onClose: () => void;
  /** Off where something has to be read or scanned before the first field. */
  readonly focusField?: boolean | undefined;
}

export function FormDialog(props: FormDialogProps) {
  const { title, lede, children, verb, safe, failed, attempt, onSend, onClose, focusField = true } = props;
  const form = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <Dialog
      title={title}
      safe={safe}
      onClose={onClose}
      focusField={focusField}
      action={
        <Button kind="primary" type="submit" form={form} busy={attempt.busy}>
          {verb}
        </Button>
      }
    >
      {lede}
      <form id={form} className="form" onSubmit={send} noValidate>
        {children}
      </form>
      <Failure of={attempt.failure} point={failed} />
    </Dialog>
  );
}
