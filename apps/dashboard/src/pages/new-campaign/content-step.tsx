import { NativeSelect, SegmentedControl, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { useFormats } from '../../words/formats';
import classes from './content-step.module.css';
import { EMPTY, type FreeDraft, MEDIA_TYPES } from './free-draft';
import { type FilePlace, MediaFile } from './media-file';
import { OF_CONTACTS } from './draft';
import { templatesQuery } from './queries';
import { TemplateStep } from './template-step';

/** Characters that the platform takes. */
const LONGEST = { text: 4096, caption: 1024 } as const;

interface ContentStepProps {
  readonly senderId: string;
  /** Undefined: it is a template. */
  readonly free: FreeDraft | undefined;
  readonly change: (free: FreeDraft | undefined) => void;
  readonly template: string | undefined;
  readonly choose: (templateId: string) => void;
  /** Columns that are known to be there, beside what every contact has. */
  readonly columns: readonly string[];
  readonly error: unknown;
  /** Undefined of a campaign that is not there yet: its file goes by a link. */
  readonly files?: FilePlace;
}

/** What people get: an approved template, or what is written here, which the platform takes inside open sessions only. */
export function ContentStep({ senderId, free, change, template, choose, columns, error, files }: ContentStepProps) {
  const { t } = useTranslation('new-campaign');
  const kind = free === undefined ? 'template' : free.type === 'text' ? 'text' : 'media';
  // What was written is there again for who looks at templates meanwhile.
  const [kept, setKept] = useState(EMPTY);
  const turn = (to: string) => {
    const from = free ?? kept;
    setKept(from);
    if (to === 'template') return change(undefined);
    return change({ ...from, type: to === 'text' ? 'text' : from.type === 'text' ? 'image' : from.type });
  };
  return (
    <>
      <SegmentedControl
        className={classes.kinds!}
        aria-label={t('content.kind')}
        value={kind}
        onChange={turn}
        data={(['template', 'text', 'media'] as const).map((value) => ({ value, label: t(`content.kinds.${value}`) }))}
      />
      {free ? (
        <FreeForm {...{ senderId, free, change, columns, error }} {...(files && { files })} />
      ) : (
        <TemplateStep senderId={senderId} chosen={template} choose={choose} />
      )}
    </>
  );
}

type FreeFormProps = Omit<ContentStepProps, 'free' | 'template' | 'choose'> & { readonly free: FreeDraft };

function FreeForm({ senderId, free, change, columns, error, files }: FreeFormProps) {
  const { t } = useTranslation('new-campaign');
  const { data: templates } = useQuery(templatesQuery);
  const ofSender = (templates ?? []).filter((template) => template.senderId === senderId);
  const { type } = free;
  return (
    <>
      <p className={form.quiet}>{t('content.freeText')}</p>
      {type !== 'text' && (
        <div className={form.two}>
          <NativeSelect
            label={t('content.type')}
            value={type}
            data={MEDIA_TYPES.map((value) => ({ value, label: t(`content.types.${value}`) }))}
            onChange={({ currentTarget }) => change({ ...free, type: currentTarget.value as FreeDraft['type'] })}
          />
          <TextInput
            type="url"
            label={t('content.link')}
            description={
              free.uploaded === '' ? t(`content.limits.${type}`) : t('content.uploaded', { file: free.filename })
            }
            placeholder="https://"
            required={free.uploaded === ''}
            value={free.link}
            error={faultOf(error, 'content.media.link')}
            onChange={({ currentTarget }) => change({ ...free, link: currentTarget.value, uploaded: '' })}
          />
        </div>
      )}
      {type !== 'text' &&
        (files ? <MediaFile {...files} type={type} free={free} /> : <p className={form.quiet}>{t('content.later')}</p>)}
      {type !== 'audio' && <Words {...{ free, change, columns, error }} />}
      {type === 'document' && (
        <TextInput
          label={t('content.filename')}
          description={t('content.filenameText')}
          maxLength={240}
          value={free.filename}
          error={faultOf(error, 'content.filename')}
          onChange={({ currentTarget }) => change({ ...free, filename: currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('content.fallback')}
        description={t('content.fallbackText')}
        value={free.fallback}
        error={faultOf(error, 'content.fallbackTemplateId')}
        data={[
          { value: '', label: t('content.noFallback') },
          ...ofSender.map(({ id, name, language }) => ({ value: id, label: `${name} · ${language}` })),
        ]}
        onChange={({ currentTarget }) => change({ ...free, fallback: currentTarget.value })}
      />
    </>
  );
}

type WordsProps = Pick<FreeFormProps, 'free' | 'change' | 'columns' | 'error'>;

/** Where something is written, with what can be put into it. */
function Words({ free, change, columns, error }: WordsProps) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const area = useRef<HTMLTextAreaElement>(null);
  const field = free.type === 'text' ? 'text' : 'caption';
  const length = Array.from(free.words).length;
  const insert = (name: string) => {
    const { selectionStart = free.words.length, selectionEnd = free.words.length } = area.current ?? {};
    const put = `{{${name}}}`;
    change({ ...free, words: free.words.slice(0, selectionStart) + put + free.words.slice(selectionEnd) });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(selectionStart + put.length, selectionStart + put.length);
    });
  };
  return (
    <div className={classes.words}>
      <Textarea
        ref={area}
        label={t(`content.${field}`)}
        required={field === 'text'}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={LONGEST[field]}
        value={free.words}
        error={faultOf(error, `content.${field}`)}
        onChange={({ currentTarget }) => change({ ...free, words: currentTarget.value })}
      />
      <div className={classes.below}>
        <div className={classes.chips} role="group" aria-label={t('content.insert')}>
          {[...OF_CONTACTS, ...columns].map((name) => (
            <UnstyledButton
              key={name}
              className={classes.chip!}
              title={t('content.insertField', { field: fieldName(name, t) })}
              onClick={() => insert(name)}
            >
              {`{{${name}}}`}
            </UnstyledButton>
          ))}
        </div>
        <span className={classes.length}>
          {formats.number(length)} / {formats.number(LONGEST[field])}
        </span>
      </div>
      <p className={form.quiet}>{t('content.columns')}</p>
    </div>
  );
}

function fieldName(name: string, t: ReturnType<typeof useTranslation<'new-campaign'>>['t']): string {
  const own = OF_CONTACTS.find((each) => each === name);
  return own ? t(`variables.${own}`) : name;
}
