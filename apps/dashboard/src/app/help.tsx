import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './help.module.css';
import { usePlaces } from './places';

/** Which keys there are. */
export function Help({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const places = usePlaces();
  const general = [
    [['Ctrl', 'K'], t('help.palette')],
    [['/'], t('help.search')],
    [['?'], t('help.help')],
    [['↑', '↓'], t('help.rows')],
    [['Esc'], t('help.close')],
  ] as const;
  return (
    <Modal opened onClose={close} title={t('help.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <dl className={classes.keys}>
        {general.map(([keys, what]) => (
          <Row key={what} keys={keys} what={what} />
        ))}
        {places.map(({ key, name }) => (
          <Row key={name} keys={['g', key]} what={t('help.goTo', { place: t(`places.${name}`) })} />
        ))}
      </dl>
    </Modal>
  );
}

function Row({ keys, what }: { readonly keys: readonly string[]; readonly what: string }) {
  return (
    <div className={classes.row}>
      <dt>{what}</dt>
      <dd>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
