import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../parts/confirm';
import { toast } from '../../parts/toast';
import classes from './lift-dialog.module.css';
import { liftSuppression, type Suppression } from './queries';
import { Reasons } from './reasons';

interface LiftDialogProps {
  readonly suppression: Suppression;
  readonly close: () => void;
}

/** Shows what is about to be set aside, and warns where it was the person's own word. */
export function LiftDialog({ suppression, close }: LiftDialogProps) {
  const { t } = useTranslation('suppressions');
  const queries = useQueryClient();
  const phone = suppression.phone ?? '';
  const isOwnWord = suppression.kinds.some(({ kind }) => kind !== 'admin');
  const lift = async () => {
    await liftSuppression(suppression, phone);
    toast.done(t('lifted', { phone }));
    await queries.invalidateQueries({ queryKey: ['suppressions'] });
  };
  return (
    <Confirm
      title={t('liftQuestion', { phone })}
      button={t('liftConfirm')}
      isFinal={isOwnWord}
      close={close}
      confirm={lift}
    >
      <p>{t(`liftWhat.${suppression.category}`)}</p>
      <div className={classes.reasons}>
        <Reasons suppression={suppression} />
      </div>
      {isOwnWord && <p className={classes.warning}>{t('ownWord')}</p>}
    </Confirm>
  );
}
