import { type ReactNode, useMemo } from 'react';
import { CopyButton } from './copy-button';
import classes from './json.module.css';

/** A value as it is stored, to read and to copy. */
export function Json({ value, name }: { readonly value: unknown; readonly name: string }) {
  const text = useMemo(() => JSON.stringify(value, null, 2), [value]);
  const parts = useMemo(() => colored(text), [text]);
  return (
    <div className={classes.box}>
      <pre className={classes.json} tabIndex={0} role="region" aria-label={name}>
        <code>{parts}</code>
      </pre>
      <div className={classes.copy}>
        <CopyButton text={text} what={name} />
      </div>
    </div>
  );
}

/** A name or a text, whichever the colon says; else a word or a number. */
const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function colored(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, quoted, colon] = match;
    const kind = quoted === undefined ? classes.word : colon === undefined ? classes.text : classes.key;
    parts.push(text.slice(at, match.index));
    parts.push(
      <span key={match.index} className={kind}>
        {quoted ?? whole}
      </span>,
      colon ?? '',
    );
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts;
}
