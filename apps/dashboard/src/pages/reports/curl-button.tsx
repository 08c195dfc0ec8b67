import { Button, Popover } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import classes from './curl-button.module.css';
import { consolidatedAsked, detailedAsked, recordsAsked, useLanguage } from './queries';
import { curlOf, reportOf } from './report-query';
import type { ReportsSearch } from './search';

/** What is shown, as a program asks for it. The key is in a variable of the shell: it is nobody's to see here. */
export function CurlButton({ search }: { readonly search: ReportsSearch }) {
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
    <Popover position="bottom-end" shadow="md" width={460}>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="code" />}>
          {t('curl.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.box}>
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
      </Popover.Dropdown>
    </Popover>
  );
}
