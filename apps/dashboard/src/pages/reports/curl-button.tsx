import { ActionIcon, Button, Menu, Modal, Popover } from '@mantine/core';
import { useClipboard, useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import classes from './curl-button.module.css';
import { consolidatedAsked, detailedAsked, recordsAsked, useLanguage } from './queries';
import { curlOf, reportOf } from './report-query';
import { NARROW } from './row-cards';
import type { ReportsSearch } from './search';

interface CurlProps {
  readonly search: ReportsSearch;
}

/** What is shown, as a program asks for it; on a phone, where few write programs, behind a menu. */
export function CurlButton({ search }: CurlProps) {
  const { t } = useTranslation(['reports', 'shell']);
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const [isOpen, setOpen] = useState(false);
  if (!isNarrow) {
    return (
      <Popover position="bottom-end" shadow="md" width={460}>
        <Popover.Target>
          <Button variant="default" leftSection={<Icon name="code" />}>
            {t('curl.title')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.box}>
          <Curl search={search} />
        </Popover.Dropdown>
      </Popover>
    );
  }
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} className={classes.more} aria-label={t('more')}>
            <Icon name="more" size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="code" />} onClick={() => setOpen(true)}>
            {t('curl.title')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('curl.title')}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}
      >
        <div className={classes.box}>
          <Curl search={search} />
        </div>
      </Modal>
    </>
  );
}

/** The key is in a variable of the shell: it is nobody's to see here. */
function Curl({ search }: CurlProps) {
  const { t } = useTranslation('reports');
  const language = useLanguage();
  const clipboard = useClipboard({ timeout: 2500 });
  const report = reportOf(search);
  const asked =
    report === 'detailed'
      ? detailedAsked(search, language)
      : report === 'consolidated'
        ? consolidatedAsked(search, language)
        : recordsAsked(search);
  const command = curlOf(location.origin, `/v1/reports/${report}`, asked);
  return (
    <>
      <p>{t('curl.text')}</p>
      <pre className={classes.command} tabIndex={0} aria-label={t('curl.title')}>
        <code>{command}</code>
      </pre>
      <Button
        size="xs"
        leftSection={<Icon name={clipboard.copied ? 'check' : 'copy'} size={14} />}
        onClick={() => clipboard.copy(command)}
      >
        {t(clipboard.copied ? 'curl.copied' : 'curl.copy')}
      </Button>
      {clipboard.error !== null && <p role="alert">{t('curl.notCopied')}</p>}
    </>
  );
}
