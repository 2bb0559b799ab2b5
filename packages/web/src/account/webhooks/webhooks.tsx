// Webhooks as a section of a page: where alerts are sent beside mail, how that goes, and every attempt of one of them.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Rows } from '../../look/rows.tsx';
import { Empty, Failed, Ghost } from '../../look/waiting.tsx';
import { useRead } from '../use-read.ts';
import { AddWebhookDialog } from './add-webhook-dialog.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { LIST, type WebhookOwner } from './use-webhook-calls.ts';
import { WebhookRow } from './webhook-row.tsx';

/** Streams move on all the time; whoever looks wants to see them arrive. */
const LOOK_AGAIN_MS = 5000;

export function Webhooks({ owner }: { readonly owner: WebhookOwner }) {
  const { t } = useTranslation('webhooks');
  const list = useRead(LIST[owner]);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const { data, error } = list;
  const webhooks = data?.webhooks ?? [];
  const { refetch } = list;
  const streaming = webhooks.some(({ stream }) => stream !== null);
  useEffect(() => {
    if (!streaming) return;
    const timer = setInterval(() => void refetch(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [streaming, refetch]);
  const shown = webhooks.find((webhook) => webhook.id === open);
  return (
    <>
      <Ledger name={t('webhooks')} note={t(`note.${owner}`)}>
        {!data && !error && <Ghost what={t('fetching')} lines={2} />}
        {!data && error && (
          <Failed point={t('failed')} still={t('failed.still')} error={error} onRetry={() => void list.refetch()} />
        )}
        {data && webhooks.length === 0 && <Empty point={t('none')}>{t(`none.${owner}`)}</Empty>}
        {webhooks.length > 0 && (
          <Rows>
            {webhooks.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                owner={owner}
                webhook={webhook}
                isOpen={webhook.id === open}
                onOpen={() => setOpen(webhook.id === open ? null : webhook.id)}
              />
            ))}
          </Rows>
        )}
        {data && (
          <div className="actions top-6">
            <Button icon="plus" onClick={() => setAdding(true)}>
              {t('add')}
            </Button>
          </div>
        )}
      </Ledger>
      {shown && <DeliveryLog key={shown.id} owner={owner} webhook={shown} />}
      {adding && <AddWebhookDialog owner={owner} onClose={() => setAdding(false)} />}
    </>
  );
}
