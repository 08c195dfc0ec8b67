import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetails, ofCampaign } from '../../live/one-campaign';
import { ActionButton } from '../../parts/action-button';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import classes from './campaign-note.module.css';
import { commands } from './queries';

/** What people want each other to know of it. */
export function CampaignNote({ campaign: { id, note } }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <Edit id={id} note={note ?? ''} close={() => setOpen(false)} />;
  return (
    <div className={classes.note}>
      {note !== null && <p>{note}</p>}
      <ActionButton
        permission="campaign:edit"
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<Icon name="pencil" size={13} />}
        onClick={() => setOpen(true)}
      >
        {t(note === null ? 'note.add' : 'note.edit')}
      </ActionButton>
    </div>
  );
}

interface EditProps {
  readonly id: string;
  readonly note: string;
  readonly close: () => void;
}

function Edit({ id, note, close }: EditProps) {
  const { t } = useTranslation(['campaign', 'shell']);
  const queries = useQueryClient();
  const [text, setText] = useState(note);
  const save = useMutation({
    mutationFn: async () => {
      await commands.note(id, text.trim() === '' ? null : text);
      await queries.invalidateQueries({ queryKey: ofCampaign(id) });
    },
    onSuccess: close,
  });
  return (
    <form
      className={classes.edit}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Textarea
        label={t('note.label')}
        description={t('note.text')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={2000}
        data-autofocus
        autoFocus
        value={text}
        error={save.error && <ProblemText error={save.error} />}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      />
      <div className={classes.buttons}>
        <Button size="xs" variant="default" onClick={close}>
          {t('cancel', { ns: 'shell' })}
        </Button>
        <Button size="xs" type="submit" loading={save.isPending}>
          {t('save', { ns: 'shell' })}
        </Button>
      </div>
    </form>
  );
}
