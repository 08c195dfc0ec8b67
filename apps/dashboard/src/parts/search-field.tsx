import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon';
import classes from './search-field.module.css';

/** After the last key, milliseconds. */
const TYPING = 250;

interface SearchFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  /** What was typed, without blanks around it; undefined for nothing. It is to replace the address: letters are no steps back. */
  readonly search: (value: string | undefined) => void;
}

/** What is typed is searched for shortly after. */
export function SearchField({ label, value = '', search }: SearchFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const go = useDebouncedCallback((typed: string) => {
    const wanted = typed.trim();
    search(wanted === '' ? undefined : wanted);
  }, TYPING);
  useEffect(() => {
    // By a link, or a step back; what is being typed stays.
    if (document.activeElement !== field.current) setText(value);
  }, [value]);
  const type = (typed: string) => {
    setText(typed);
    go(typed);
  };
  return (
    <TextInput
      ref={field}
      type="search"
      className={classes.search}
      leftSection={<Icon name="search" />}
      placeholder={label}
      aria-label={label}
      value={text}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      rightSection={text === '' ? null : <CloseButton size="sm" onClick={() => type('')} aria-label={t('clear')} />}
    />
  );
}
