import { Button, Menu, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { toast } from '../../parts/toast';
import { useMay } from '../../session/me';
import { askForFile, type Format, useLanguage } from './queries';
import type { ReportsSearch } from './search';

export const FORMATS = ['csv', 'xlsx', 'pdf'] as const satisfies readonly Format[];

interface ExportMenuProps {
  readonly search: ReportsSearch;
  /** One has been asked for. */
  readonly asked: (id: string) => void;
}

/** A file of what is shown: the same filters, columns, language and clocks. */
export function ExportMenu({ search, asked }: ExportMenuProps) {
  const { t } = useTranslation(['reports', 'shell']);
  const may = useMay();
  const language = useLanguage();
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: (format: Format) => askForFile(search, format, language),
    onSuccess: ({ id }) => {
      asked(id);
      void queries.invalidateQueries({ queryKey: ['exports', 'list'] });
    },
    onError: (error) => toast.problem(t('files.notAsked'), error),
  });
  const button = (
    <Button
      leftSection={<Icon name="download" />}
      loading={ask.isPending}
      disabled={!may('report:export')}
      rightSection={<Icon name="down" size={14} />}
    >
      {t('files.export')}
    </Button>
  );
  if (!may('report:export')) {
    return (
      <Tooltip label={t('permission.missing', { ns: 'shell', permission: 'report:export' })}>
        <span tabIndex={0}>{button}</span>
      </Tooltip>
    );
  }
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} leftSection={<Icon name="file" />} onClick={() => ask.mutate(format)}>
            {t(`formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
