import { Button, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { messageOf } from '../../parts/message-of';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { TemplateStatusBadge, useCategoryName } from '../../parts/template-status';
import classes from './choices.module.css';
import { templatesQuery } from './queries';

/** From so many on they are looked for by name. */
const MANY = 6;

interface TemplateStepProps {
  readonly senderId: string;
  readonly chosen: string | undefined;
  readonly choose: (templateId: string) => void;
}

/** What is said, of what the platform has approved for the number. */
export function TemplateStep({ senderId, chosen, choose }: TemplateStepProps) {
  const { t } = useTranslation('new-campaign');
  const categoryOf = useCategoryName();
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery(templatesQuery);
  if (error && !data) return <ProblemNotice error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={220} />;
  const ofSender = data.filter((template) => template.senderId === senderId);
  if (ofSender.length === 0) {
    return (
      <EmptyState
        icon="file"
        title={t('template.none')}
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/templates" search={{}} {...props} />}>
            {t('template.toTemplates')}
          </Button>
        }
      >
        {t('template.noneText')}
      </EmptyState>
    );
  }
  const wanted = text.trim().toLowerCase();
  const shown = ofSender.filter(
    ({ id, name, language }) => id === chosen || `${name} ${language}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      {ofSender.length > MANY && (
        <TextInput
          type="search"
          leftSection={<Icon name="search" />}
          aria-label={t('template.search')}
          placeholder={t('template.search')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      <fieldset className={classes.choices} aria-label={t('template.title')}>
        {shown.map(({ id, name, language, category, status, components }) => (
          <label key={id} className={classes.choice}>
            <input type="radio" name="template" value={id} checked={id === chosen} onChange={() => choose(id)} />
            <span className={classes.words}>
              <strong>{name}</strong>
              <span className={classes.badges}>
                <TemplateStatusBadge status={status} />
                <span className={classes.quiet}>
                  {categoryOf(category)} · {language}
                </span>
              </span>
              <span className={classes.cut}>{messageOf(components).body}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
