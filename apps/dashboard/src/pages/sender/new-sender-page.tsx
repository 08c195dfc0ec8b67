import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page';
import { toast } from '../../parts/toast';
import { SenderForm } from './sender-form';

/** A number that messages are to be sent from. */
export function NewSenderPage() {
  const { t } = useTranslation('sender');
  const { subaccount } = useSearch({ from: '/shell/senders/new' });
  const navigate = useNavigate();
  const search = subaccount === undefined ? {} : { subaccount };
  return (
    <Page title={t('new')} below={t('newText')}>
      <SenderForm
        subaccount={subaccount}
        done={(senderId) => {
          toast.done(t('registered'));
          void navigate({ to: '/senders/$senderId', params: { senderId }, search });
        }}
        cancel={() => void navigate({ to: '/senders', search })}
      />
    </Page>
  );
}
