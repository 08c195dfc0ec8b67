import { Button, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PagePending } from '../../app/page-pending';
import { BackLink } from '../../parts/back-link';
import { Code, Fact, Facts } from '../../parts/facts';
import { Icon } from '../../parts/icon';
import { Json } from '../../parts/json';
import { messageOf } from '../../parts/message-of';
import { ProblemNotice } from '../../parts/notice';
import { Page, Panel } from '../../parts/page';
import { PhoneMessage } from '../../parts/phone-message';
import { useSubaccountName } from '../../parts/subaccount-select';
import { TemplateStatusBadge, useCategoryName } from '../../parts/template-status';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { historyQuery, previewQuery, sendersQuery, type Template, templateQuery } from './queries';
import classes from './template-page.module.css';

/** After the last key, milliseconds. */
const TYPING = 200;

/** One template: what people see, with values of one's own, and what the platform said of it. */
export function TemplatePage() {
  const { t } = useTranslation('template');
  const { templateId } = useParams({ from: '/shell/templates/$templateId' });
  const { subaccount } = useSearch({ from: '/shell/templates/$templateId' });
  const { data: template, error, refetch } = useQuery(templateQuery(templateId));
  if (!template) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : <PagePending />;
  return (
    <Page
      title={template.name}
      above={
        <BackLink>
          <Link to="/templates" search={subaccount === undefined ? {} : { subaccount }}>
            <Icon name="back" size={14} /> {t('all')}
          </Link>
        </BackLink>
      }
      beside={<TemplateStatusBadge status={template.status} />}
      below={template.statusReason}
    >
      <div className={classes.columns}>
        <Preview template={template} />
        <div className={classes.side}>
          <About template={template} />
          <History templateId={templateId} />
          <Panel title={t('components')}>
            <Json value={template.components} name={t('components')} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}

/** Filled in by the engine, as a message would be; until it has answered, the variables stand there as they are. */
function Preview({ template }: { readonly template: Template }) {
  const { t } = useTranslation('template');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [asked] = useDebouncedValue(values, TYPING);
  const isTried = Object.values(asked).some((value) => value !== '');
  const all = [...template.variables, ...template.optionalVariables];
  const { data: preview } = useQuery({ ...previewQuery(template.id, asked), enabled: all.length > 0 });
  return (
    <Panel title={t('preview')}>
      <PhoneMessage message={preview ?? messageOf(template.components)} />
      {all.length > 0 && (
        <>
          <p className={classes.problems}>{t('tryValues')}</p>
          <div className={classes.values}>
            {all.map((variable) => (
              <TextInput
                key={variable}
                label={<Code>{`{{${variable}}}`}</Code>}
                value={values[variable] ?? ''}
                onChange={({ currentTarget: { value } }) => setValues({ ...values, [variable]: value })}
              />
            ))}
          </div>
        </>
      )}
      {isTried && preview && preview.problems.length > 0 && (
        <ul className={classes.problems} aria-label={t('problems')}>
          {preview.problems.map(({ path, message }) => (
            <li key={path + message}>
              <Icon name="alert" />
              {message}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function About({ template }: { readonly template: Template }) {
  const { t } = useTranslation('template');
  const formats = useFormats();
  const categoryName = useCategoryName();
  const may = useMay();
  const { data: senders } = useQuery({ ...sendersQuery(template.subaccountId), enabled: may('sender:read') });
  const subaccount = useSubaccountName()(template.subaccountId);
  const { senderId, category, language, parameterFormat, createdAt } = template;
  const sender = senders?.find(({ id }) => id === senderId);
  return (
    <Panel title={t('about')}>
      <Facts>
        <Fact name={t('category')}>{categoryName(category)}</Fact>
        <Fact name={t('language')}>
          {formats.languageName(language)} <Code>{language}</Code>
        </Fact>
        <Fact name={t('timeToLive')}>{formats.duration(template.timeToLiveSeconds)}</Fact>
        {sender && (
          <Fact name={t('sender')}>
            <Link to="/senders/$senderId" params={{ senderId }} search={{}}>
              {sender.name}
            </Link>
          </Fact>
        )}
        {subaccount !== undefined && <Fact name={t('subaccount')}>{subaccount}</Fact>}
        <Fact name={t('variables')}>
          {template.variables.length === 0
            ? t('noVariables')
            : t(parameterFormat === 'named' ? 'named' : 'positional', { count: template.variables.length })}
        </Fact>
        <Fact name={t('known')}>
          <Time at={createdAt} />
        </Fact>
      </Facts>
    </Panel>
  );
}

function History({ templateId }: { readonly templateId: string }) {
  const { t } = useTranslation(['template', 'shell']);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(templateId),
  );
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={t('history')}>
      {!data && !error && <Skeleton height={120} />}
      {!data && error && <ProblemNotice error={error} retry={() => void refetch()} />}
      <ol className={classes.history}>
        {events.map(({ position, text, at, actor }) => (
          <li key={position}>
            <p>{text}</p>
            <small>
              <Time at={at} /> · {actor.name}
            </small>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more', { ns: 'shell' })}
        </Button>
      )}
    </Panel>
  );
}
