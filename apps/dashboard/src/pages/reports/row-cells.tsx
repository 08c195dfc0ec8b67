import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../words/formats';
import { useInstants } from './instants';
import { labelOf, type Vocabulary } from '../../words/vocabulary';
import type { Row } from './queries';
import classes from './row-cells.module.css';
import type { Column } from './search';
import { StatusBadge } from './status-badge';

/** Of both types: what is not of one is not there. */
export type Cells = { readonly [Name in Column]?: unknown } & Pick<Row, 'id' | 'campaignId' | 'contactId'>;

interface Failure {
  readonly code: string;
  readonly title: string;
  readonly advice: string;
}

/** Cells that are long are cut where there is no room, and whole in what a row opens. */
export const LONG: readonly Column[] = ['message', 'error', 'campaignName', 'buttonPayload', 'correlationId'];

const IS_NUMBER = /^\d+$/;

/** What a column shows of a row, in words. */
export function useCell(timeZone: string, words: Vocabulary | undefined, isWhole = false) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const at = useInstants(timeZone);
  return (column: Column, row: Cells): ReactNode => {
    const value = row[column];
    if (value === null || value === undefined || value === '') return <span className={classes.none}>–</span>;
    switch (column) {
      case 'sentAt':
        // A refused row stands among the others by the time at which it was refused.
        return row.attempts === 0 ? (
          <Tooltip label={t('row.notSentTip')} multiline maw={280}>
            <span className={classes.notSent}>
              {at(value as string)} <small>{t('row.notSent')}</small>
            </span>
          </Tooltip>
        ) : (
          <time className={classes.time} dateTime={value as string}>
            {at(value as string)}
          </time>
        );
      case 'answeredAt':
      case 'updatedAt':
      case 'deliveredAt':
      case 'readAt':
      case 'conversationExpiresAt':
        return (
          <time className={classes.time} dateTime={value as string}>
            {at(value as string)}
          </time>
        );
      case 'status':
        return <StatusBadge code={value as string} word={words?.statuses.find(({ code }) => code === value)} />;
      case 'contentType':
        return labelOf(words?.contentTypes, value as string);
      case 'conversationType':
        return labelOf(words?.conversationTypes, value as string);
      case 'withSession':
      case 'optOut':
        return t(`filters.${value === true ? 'yes' : 'no'}`);
      case 'attempts':
        return formats.number(value as number);
      case 'error': {
        const { code, title, advice } = value as Failure;
        // Numbers are the platform's, which people look up; what the engine calls its own reasons says less than their titles.
        const said = IS_NUMBER.test(code) ? `${title} (${code})` : title;
        if (isWhole) return [said, advice].filter((each) => each !== '').join(said.endsWith('.') ? ' ' : ' – ');
        return (
          <Tooltip label={advice || said} multiline maw={300}>
            <span className={classes.cut}>{said}</span>
          </Tooltip>
        );
      }
      case 'message':
        return <span className={isWhole ? classes.whole : classes.message}>{String(value as string)}</span>;
      default: {
        const text = String(value as string);
        if (isWhole || !LONG.includes(column)) return text;
        return (
          <span className={classes.cut} title={text}>
            {text}
          </span>
        );
      }
    }
  };
}
