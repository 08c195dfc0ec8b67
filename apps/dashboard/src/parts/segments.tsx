import classes from './segments.module.css';

export type Fill = 'good' | 'read' | 'bad' | 'busy' | 'accent' | 'out';

export interface Segment {
  readonly value: number;
  readonly fill: Fill;
}

interface SegmentsProps {
  readonly segments: readonly Segment[];
  readonly total: number;
  /** What the bar says, for who cannot see it. */
  readonly label: string;
  /** 0 to 1: what is done, for who cannot see it. */
  readonly done: number;
  readonly size?: 'md';
}

/** A bar of what became of whom; the rest of it is still to come. */
export function Segments({ segments, total, label, done, size }: SegmentsProps) {
  return (
    <div
      className={classes.bar}
      data-size={size}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(done * 100)}
      aria-valuetext={label}
    >
      {total > 0 &&
        segments
          .filter(({ value }) => value > 0)
          .map(({ value, fill }) => (
            <span key={fill} className={classes.part} data-fill={fill} style={{ flexGrow: value / total }} />
          ))}
      <span style={{ flexGrow: Math.max(0, 1 - segments.reduce((sum, { value }) => sum + value, 0) / (total || 1)) }} />
    </div>
  );
}
