import { NativeSelect, Progress, TextInput } from '@mantine/core';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Progress.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetails, ofCampaign } from '../../live/one-campaign';
import form from '../../parts/form.module.css';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import { Panel } from '../../parts/page';
import table from '../../parts/table.module.css';
import {
  type ParameterMapping,
  placeholdersIn,
  settingsOf,
  templateIdOf,
  wordsOf,
} from '../../parts/campaign-settings';
import { useFormats } from '../../words/formats';
import { choose, type ChosenFile, chosenFrom } from './chosen-files';
import { type ChosenColumns, columnMapping, DELIMITERS, OF_CONTACTS, type ParameterSource, unmapped } from './draft';
import { commands, templatesQuery, type Tried, tryFile } from './queries';
import classes from './tried-file.module.css';
import { VerdictBadge } from './verdict';

interface TriedFileProps {
  readonly campaign: CampaignDetails;
  readonly chosen: ChosenFile;
  /** Of the file that has left, 0 to 1; null while it is not uploaded. */
  readonly share: number | null;
  readonly error: unknown;
}

/** A file as the server reads it, before anything of it is kept: its first rows with their verdicts, and what is what in it. */
export function TriedFile({ campaign, chosen, share, error }: TriedFileProps) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const queries = useQueryClient();
  const { file, tried, columns, isByHand } = chosen;
  const { content } = settingsOf(campaign);
  const { parameterMapping } = content;
  const { data: templates } = useQuery(templatesQuery);
  const optional = templates?.find(({ id }) => id === templateIdOf(content))?.optionalVariables ?? [];
  const again = async (byHand: ChosenColumns | null, sheet = tried.sheet) => {
    const mapping = byHand && columnMapping(byHand, tried.columns);
    choose(campaign.id, chosenFrom(file, await tryFile(campaign.id, file, { mapping, sheet }), byHand));
  };
  // Another sheet has columns of its own.
  const turnTo = useMutation({ mutationFn: (sheet: string) => again(null, sheet) });
  const rename = useMutation({ mutationFn: (byHand: ChosenColumns | null) => again(byHand) });
  const remap = useMutation({
    mutationFn: async (mapping: ParameterMapping) => {
      await commands.edit(campaign.id, { content: { ...content, parameterMapping: mapping } });
      await queries.invalidateQueries({ queryKey: ofCampaign(campaign.id) });
      await again(isByHand ? columns : null);
    },
  });
  const delimiter = DELIMITERS[tried.delimiter ?? ''];
  const parameters = Object.keys(tried.mapping?.parameters ?? {});
  const words = content.type === 'template' ? '' : wordsOf(content);
  const absent = placeholdersIn(words).filter(
    (field) => !parameters.includes(field) && !(OF_CONTACTS as readonly string[]).includes(field),
  );
  const missing = tried.problem ? [] : [...new Set([...absent, ...unmapped(parameterMapping, parameters)])];
  const isPending = rename.isPending || remap.isPending || turnTo.isPending;
  const failure = error ?? rename.error ?? remap.error ?? turnTo.error;
  return (
    <>
      <Panel
        title={file.name}
        beside={
          <span className={classes.facts}>
            <span>{formats.bytes(file.size)}</span>
            {delimiter && <span>{t(`file.delimiter.${delimiter}`)}</span>}
            {tried.encoding !== null && <span>{tried.encoding.toUpperCase()}</span>}
            <span>{t('file.columns', { count: tried.columns.length })}</span>
          </span>
        }
      >
        {share !== null && (
          <div className={classes.progress}>
            <p>{t('file.sending', { percent: formats.percent(share) })}</p>
            <Progress value={share * 100} aria-label={t('file.sending', { percent: formats.percent(share) })} />
          </div>
        )}
        {tried.sheets.length > 1 && (
          <NativeSelect
            className={classes.sheet}
            label={t('file.sheet')}
            value={tried.sheet ?? ''}
            disabled={isPending || share !== null}
            onChange={({ currentTarget: { value } }) => turnTo.mutate(value)}
            data={[...tried.sheets]}
          />
        )}
        {tried.problem && (
          <p className={classes.warning} role="alert">
            <Icon name="alert" /> {t('file.noPhone')}
          </p>
        )}
        {missing.length > 0 && (
          <p className={classes.warning} role="alert">
            <Icon name="alert" /> {t('file.unfilled', { variables: missing.map((each) => `{{${each}}}`).join(', ') })}
          </p>
        )}
        <WhatIsWhat
          columns={tried.columns}
          chosen={columns}
          change={(next) => rename.mutate(next)}
          isBusy={isPending}
        />
        <Variables
          key={JSON.stringify(parameterMapping)}
          mapping={parameterMapping}
          optional={optional}
          parameters={parameters}
          change={(next) => remap.mutate(next)}
          isBusy={isPending}
        />
        {failure !== null && (
          <div className={form.problem} role="alert">
            <ProblemText error={failure} />
          </div>
        )}
      </Panel>
      {tried.rows.length > 0 && <FirstRows tried={tried} mapping={parameterMapping} isOld={isPending} />}
    </>
  );
}

interface WhatIsWhatProps {
  readonly columns: readonly string[];
  readonly chosen: ChosenColumns;
  readonly change: (chosen: ChosenColumns) => void;
  readonly isBusy: boolean;
}

function WhatIsWhat({ columns, chosen, change, isBusy }: WhatIsWhatProps) {
  const { t } = useTranslation('new-campaign');
  const named = columns.filter((column) => column !== '');
  return (
    <fieldset className={classes.mapping} disabled={isBusy}>
      <legend>{t('file.whatIsWhat')}</legend>
      {(['phone', 'name', 'correlationId'] as const).map((what) => (
        <NativeSelect
          key={what}
          label={t(`file.${what}`)}
          required={what === 'phone'}
          value={chosen[what] ?? ''}
          onChange={({ currentTarget: { value } }) => change({ ...chosen, [what]: value === '' ? null : value })}
          data={[
            ...(what === 'phone' && chosen.phone !== null ? [] : [{ value: '', label: t('file.none') }]),
            ...named.map((column) => ({ value: column, label: column })),
          ]}
        />
      ))}
    </fieldset>
  );
}

const FIXED = ' fixed';

interface VariablesProps {
  readonly mapping: ParameterMapping;
  /** What may go without a value. */
  readonly optional: readonly string[];
  readonly parameters: readonly string[];
  readonly change: (mapping: ParameterMapping) => void;
  readonly isBusy: boolean;
}

/** What is filled into each variable of the template: a column, or the same for everybody. */
function Variables({ mapping, optional, parameters, change, isBusy }: VariablesProps) {
  const { t } = useTranslation('new-campaign');
  const missing = unmapped(mapping, parameters);
  const unset = optional.filter((variable) => !Object.hasOwn(mapping, variable));
  const variables = [...Object.entries(mapping), ...unset.map((variable) => [variable, null] as const)];
  if (variables.length === 0) return null;
  const set = (variable: string, source: ParameterSource | null) => {
    const { [variable]: _, ...others } = mapping;
    change(source === null ? others : { ...mapping, [variable]: source });
  };
  return (
    <fieldset className={classes.variables} disabled={isBusy}>
      <legend>{t('variables.title')}</legend>
      {variables.map(([variable, source]) => (
        <Variable
          key={variable}
          variable={variable}
          source={source}
          parameters={parameters}
          isMissing={missing.includes(variable)}
          isOptional={optional.includes(variable)}
          set={(next) => set(variable, next)}
        />
      ))}
    </fieldset>
  );
}

interface VariableProps {
  readonly variable: string;
  /** Null: nothing, of what may go without. */
  readonly source: ParameterSource | null;
  readonly parameters: readonly string[];
  readonly isMissing: boolean;
  readonly isOptional: boolean;
  readonly set: (source: ParameterSource | null) => void;
}

function Variable({ variable, source, parameters, isMissing, isOptional, set }: VariableProps) {
  const { t } = useTranslation('new-campaign');
  const isFixed = source !== null && 'value' in source;
  const from = isFixed ? FIXED : (source?.from ?? '');
  const text = isFixed ? source.value : (source?.default ?? '');
  const [typed, setTyped] = useState(text);
  // Rows without a value of what may go without one are as good as the others.
  const fromColumn = (column: string) => ({ from: column, ...((typed !== '' || isOptional) && { default: typed }) });
  const save = () => {
    if (typed === text || source === null) return;
    if (isFixed) set({ value: typed });
    else set(fromColumn(source.from));
  };
  const known = new Set<string>([...OF_CONTACTS, ...parameters, FIXED]);
  return (
    <div className={classes.variable}>
      <NativeSelect
        label={<code>{`{{${variable}}}`}</code>}
        aria-label={t('variables.of', { variable })}
        value={known.has(from) ? from : ''}
        error={isMissing ? t('variables.missing') : undefined}
        onChange={({ currentTarget: { value } }) =>
          set(
            value === FIXED
              ? { value: isFixed ? source.value : typed }
              : value === ''
                ? null
                : isFixed
                  ? { from: value, ...(isOptional && { default: '' }) }
                  : fromColumn(value),
          )
        }
        data={[
          ...(isOptional
            ? [{ value: '', label: t('variables.nothing') }]
            : known.has(from)
              ? []
              : [{ value: '', label: t('variables.choose'), disabled: true }]),
          ...parameters.map((column) => ({ value: column, label: column })),
          ...OF_CONTACTS.map((what) => ({ value: what, label: t(`variables.${what}`) })),
          { value: FIXED, label: t('variables.fixed') },
        ]}
      />
      <TextInput
        label={t(isFixed ? 'variables.text' : 'variables.otherwise')}
        aria-label={t(isFixed ? 'variables.textOf' : 'variables.otherwiseOf', { variable })}
        value={typed}
        disabled={source === null}
        maxLength={1024}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
        }}
      />
    </div>
  );
}

interface FirstRowsProps {
  readonly tried: Tried;
  readonly mapping: ParameterMapping;
  readonly isOld: boolean;
}

function FirstRows({ tried: { rows, mapping: columns }, mapping, isOld }: FirstRowsProps) {
  const [hasName, hasCorrelationId] = [Boolean(columns?.name), Boolean(columns?.correlationId)];
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const used = [...new Set(Object.values(mapping).flatMap((source) => ('from' in source ? [source.from] : [])))].filter(
    (from) => Object.hasOwn(columns?.parameters ?? {}, from),
  );
  const counts = (['accepted', 'duplicate', 'invalid', 'suppressed'] as const)
    .map((verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0);
  const title = t('rows.title', { count: rows.length, number: formats.number(rows.length) });
  return (
    <Panel
      title={title}
      flush
      beside={
        <span className={classes.counts}>
          {counts.map(([verdict, count]) => (
            <span key={verdict}>
              <VerdictBadge verdict={verdict} /> {formats.number(count)}
            </span>
          ))}
        </span>
      }
    >
      <div
        className={`${table.scroll} ${classes.rows}`}
        data-old={isOld || undefined}
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        <table className={table.table}>
          <thead>
            <tr>
              <th className={table.number}>{t('rows.row')}</th>
              <th>{t('rows.verdict')}</th>
              <th>{t('file.phone')}</th>
              {hasName && <th>{t('file.name')}</th>}
              {hasCorrelationId && <th>{t('file.correlationId')}</th>}
              {used.map((name) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <td className={table.number}>{formats.number(row.row)}</td>
                <td className={classes.verdict}>
                  <VerdictBadge verdict={row.verdict} />
                  {row.reasons.map(({ code, column, message }) => (
                    <small key={`${code} ${column}`}>{column === null ? message : `${column}: ${message}`}</small>
                  ))}
                </td>
                <td>{row.phone}</td>
                {hasName && <td>{row.name}</td>}
                {hasCorrelationId && <td>{row.correlationId}</td>}
                {used.map((name) => (
                  <td key={name}>{row.parameters[name]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
