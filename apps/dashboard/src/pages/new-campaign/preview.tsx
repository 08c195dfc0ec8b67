import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { messageOf, messageOfFree } from '../../parts/message-of';
import { PhoneMessage } from '../../parts/phone-message';
import { useFormats } from '../../words/formats';
import {
  filledIn,
  type FreeContent,
  type ParameterMapping,
  placeholdersIn,
  wordsOf,
} from '../../parts/campaign-settings';
import { valueIn } from './draft';
import classes from './preview.module.css';
import { previewQuery, type Template } from './queries';
import type { Row } from './row';

interface PreviewProps {
  /** Of free-form content: what stands in for it, if anything does. */
  readonly template: Template | undefined;
  readonly mapping: ParameterMapping;
  readonly free?: FreeContent | undefined;
  /** People whose values are filled in: one after the other. */
  readonly rows: readonly Row[];
}

/** The message as a person will see it, with the values of real rows. */
export function Preview({ template, mapping, free, rows }: PreviewProps) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const [wanted, setAt] = useState(0);
  const at = Math.min(wanted, Math.max(0, rows.length - 1));
  const row = rows[at];
  const isFillable = (template?.variables.length ?? 0) > 0 || (free && placeholdersIn(wordsOf(free)).length > 0);
  return (
    <section className={classes.preview} aria-label={t('preview.title')}>
      <header className={classes.header}>
        <h2>{t('preview.title')}</h2>
        {rows.length > 1 && (
          <span className={classes.pager}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('preview.before')}
              disabled={at === 0}
              onClick={() => setAt(at - 1)}
            >
              <Icon name="back" size={14} />
            </ActionIcon>
            <span role="status">
              {t('preview.row', { at: formats.number(at + 1), of: formats.number(rows.length) })}
            </span>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('preview.after')}
              disabled={at === rows.length - 1}
              onClick={() => setAt(at + 1)}
            >
              <Icon name="next" size={14} />
            </ActionIcon>
          </span>
        )}
      </header>
      {row && <Addressee row={row} />}
      {free && (
        <PhoneMessage
          message={messageOfFree(
            free,
            filledIn(wordsOf(free), (field) => valueIn(row, field)),
          )}
        />
      )}
      {free && <p className={classes.quiet}>{t(template ? 'preview.otherwise' : 'preview.otherwiseError')}</p>}
      {template && row && <Filled template={template} mapping={mapping} row={row} />}
      {template && !row && <PhoneMessage message={messageOf(template.components)} />}
      {!row && isFillable && <p className={classes.quiet}>{t('preview.unfilled')}</p>}
    </section>
  );
}

function Addressee({ row }: { readonly row: Row }) {
  const to = [row.name, row.phone].filter((text) => text !== null && text !== '').join(' · ');
  return to === '' ? null : <p className={classes.to}>{to}</p>;
}

interface FilledProps extends Pick<PreviewProps, 'mapping'> {
  readonly template: Template;
  readonly row: Row;
}

function Filled({ template, mapping, row }: FilledProps) {
  const { data } = useQuery(previewQuery(template.id, mapping, row));
  return (
    <>
      <PhoneMessage message={data ?? messageOf(template.components)} />
      {data && data.problems.length > 0 && (
        <ul className={classes.problems}>
          {data.problems.map(({ path, message }) => (
            <li key={path + message}>
              <Icon name="alert" size={14} /> {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
