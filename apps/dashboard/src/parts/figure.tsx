import { useFormats } from '../words/formats';
import classes from './figure.module.css';

interface FigureProps {
  readonly value: number;
  /** Of what it is a share; nothing is said of the share of nothing. */
  readonly of?: number;
  readonly tone?: 'bad';
}

/** A number, and what share it is. */
export function Figure({ value, of, tone }: FigureProps) {
  const formats = useFormats();
  return (
    <span className={classes.figure} data-empty={value === 0 || undefined} data-tone={value > 0 ? tone : undefined}>
      <span title={value >= 100_000 ? formats.number(value) : undefined}>{formats.compact(value)}</span>
      {of !== undefined && of > 0 && value > 0 && <span className={classes.share}>{formats.percent(value / of)}</span>}
    </span>
  );
}
