import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import classes from './column-chooser.module.css';
import { columnsOf, typeOf } from './report-query';
import { type Column, COLUMNS, type ReportsSearch } from './search';

/** Which columns, in which order, and how close the rows stand. A file of what is shown has the same. */
export function ColumnChooser({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const chosen = columnsOf(search);
  const all: readonly Column[] = COLUMNS[typeOf(search)];
  const rest = all.filter((column) => !chosen.includes(column));
  const { columns: _, density, ...others } = search;
  const look = density === undefined ? {} : { density };
  const show = (columns: readonly Column[]) =>
    void navigate({ to: '/reports', search: { ...others, ...look, columns }, replace: true, resetScroll: false });
  const move = (column: Column, by: -1 | 1) => {
    const at = chosen.indexOf(column);
    const other = chosen[at + by];
    if (other === undefined) return;
    show(chosen.map((one, n) => (n === at ? other : n === at + by ? column : one)));
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<Icon name="columns" size={14} />}>
          {t('columnChooser.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.box}>
        <Checkbox
          size="xs"
          label={t('columnChooser.compact')}
          checked={density === 'compact'}
          onChange={({ currentTarget: { checked } }) =>
            void navigate({
              to: '/reports',
              search: {
                ...others,
                ...(search.columns && { columns: search.columns }),
                ...(checked && { density: 'compact' }),
              },
              replace: true,
              resetScroll: false,
            })
          }
        />
        <ol className={classes.list} aria-label={t('columnChooser.shown')}>
          {chosen.map((column, at) => {
            const name = t(`columns.${column}`);
            return (
              <li key={column}>
                <Checkbox
                  size="xs"
                  label={name}
                  checked
                  disabled={chosen.length === 1}
                  onChange={() => show(chosen.filter((one) => one !== column))}
                />
                <span className={classes.moves}>
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    disabled={at === 0}
                    onClick={() => move(column, -1)}
                    aria-label={t('columnChooser.earlier', { column: name })}
                  >
                    <Icon name="up" size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    disabled={at === chosen.length - 1}
                    onClick={() => move(column, 1)}
                    aria-label={t('columnChooser.later', { column: name })}
                  >
                    <Icon name="down" size={14} />
                  </ActionIcon>
                </span>
              </li>
            );
          })}
        </ol>
        {rest.length > 0 && (
          <ul className={classes.list} aria-label={t('columnChooser.hidden')}>
            {rest.map((column) => (
              <li key={column}>
                <Checkbox
                  size="xs"
                  label={t(`columns.${column}`)}
                  checked={false}
                  onChange={() => show([...chosen, column])}
                />
              </li>
            ))}
          </ul>
        )}
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          disabled={search.columns === undefined}
          onClick={() =>
            void navigate({ to: '/reports', search: { ...others, ...look }, replace: true, resetScroll: false })
          }
        >
          {t('columnChooser.usual')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
