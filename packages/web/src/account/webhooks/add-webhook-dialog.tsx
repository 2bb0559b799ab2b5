// Adding a webhook: a name, an address, and then its secret, once.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { Field } from '../../look/field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { useAttempt } from '../use-attempt.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { type Stream, StreamChoice } from './stream-choice.tsx';
import { useWebhookCalls, type WebhookOwner } from './use-webhook-calls.ts';

/** What is wrong with the address, where that is what came in the way. */
function faultOf(error: unknown) {
  if (!(error instanceof ApiProblem)) return null;
  if (error.code === 'webhook.exists') return 'url.exists';
  if (error.code !== 'webhook.refused') return null;
  return error.reason === 'webhook-url' ? 'url.no-https' : 'url.not-public';
}

interface AddWebhookDialogProps {
  readonly owner: WebhookOwner;
  readonly onClose: () => void;
}

export function AddWebhookDialog({ owner, onClose }: AddWebhookDialogProps) {
  const { t } = useTranslation('webhooks');
  const { add } = useWebhookCalls(owner);
  const attempt = useAttempt();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [stream, setStream] = useState<Stream>({ sends: 'alerts', startsAt: 'now' });
  const [faults, setFaults] = useState<{ readonly name?: string; readonly url?: string }>({});
  const [added, setAdded] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const save = async () => {
    try {
      const { webhook, secret } = await add({ name: name.trim(), url: url.trim(), ...stream });
      setAdded({ name: webhook.name, secret });
    } catch (error) {
      const fault = faultOf(error);
      if (fault === null) throw error;
      setFaults({ url: t(fault) });
    }
  };
  const send = () => {
    const missing = {
      ...(name.trim() === '' ? { name: t('name.missing') } : {}),
      ...(url.trim() === '' ? { url: t('url.missing') } : {}),
    };
    setFaults(missing);
    if (Object.keys(missing).length === 0) void attempt.run(save);
  };
  if (added) return <SecretDialog {...added} onClose={onClose} />;
  return (
    <FormDialog
      title={t('add.title')}
      lede={<p>{t(`add.what.${owner}`)}</p>}
      verb={t('add.do')}
      safe={t('add.keep')}
      failed={t('add.failed')}
      attempt={attempt}
      onSend={send}
      onClose={onClose}
    >
      <Field
        label={t('name.field')}
        hint={t('name.hint')}
        maxLength={60}
        autoComplete="off"
        value={name}
        error={faults.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Field
        label={t('url.field')}
        hint={t('url.hint')}
        inputMode="url"
        maxLength={2000}
        autoComplete="off"
        value={url}
        error={faults.url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      {owner === 'platform' && <StreamChoice value={stream} onChange={setStream} />}
    </FormDialog>
  );
}
