import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import form from '../../parts/form.module.css';
import classes from './file-drop.module.css';

interface FileDropProps {
  readonly isBusy: boolean;
  readonly error: unknown;
  /** The campaign has files already: another adds to them. */
  readonly hasOthers: boolean;
  readonly choose: (file: File) => void;
  /** What is asked for in place of a file of contacts. */
  readonly other?: { readonly accept: string; readonly title: string; readonly text: string };
}

const CONTACTS =
  '.csv,.txt,.tsv,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file is dragged here, or chosen by hand. */
export function FileDrop({ isBusy, error, hasOthers, choose, other }: FileDropProps) {
  const { t } = useTranslation('new-campaign');
  const field = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) choose(file);
  };
  return (
    <>
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        data-small={hasOthers || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" size={hasOthers ? 20 : 26} />
        <p>
          <strong>{other?.title ?? t(hasOthers ? 'drop.another' : 'drop.title')}</strong>
          <span>{other?.text ?? t('drop.text')}</span>
        </p>
        <Button variant={hasOthers ? 'default' : 'filled'} loading={isBusy} onClick={() => field.current?.click()}>
          {t('drop.choose')}
        </Button>
        <input
          ref={field}
          type="file"
          accept={other?.accept ?? CONTACTS}
          className={classes.field}
          aria-label={t('drop.choose')}
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) choose(file);
            // The same file may have been mended and be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      {error !== null && (
        <div className={form.problem} role="alert">
          <ProblemText error={error} />
        </div>
      )}
    </>
  );
}
