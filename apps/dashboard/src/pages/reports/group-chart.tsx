import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../words/formats';
import { barsOf, type Bars, OTHERS, type Part } from './group-bars';
import classes from './group-chart.module.css';
import { useGroupName } from './group-names';
import type { Consolidated } from './queries';
import type { GroupBy, MessageType } from './search';

interface ChartProps {
  readonly items: Consolidated['items'];
  readonly groupBy: readonly GroupBy[];
  readonly type: MessageType;
  readonly label: string;
}

/** What became of messages has colours of its own; other parts have those that are left. */
const OF_OUTCOMES: Readonly<Record<string, string>> = {
  read: 'read',
  delivered: 'good',
  under_way: 'busy',
  failed: 'bad',
  total: 'accent',
};
const OF_PARTS = ['accent', 'read', 'busy', 'good', 'out'] as const;

/** Bars beside each other along time, and below each other otherwise. The table below says the same in figures. */
export function GroupChart({ items, groupBy, type, label }: ChartProps) {
  const { t } = useTranslation('reports');
  const hasOutcomes = type === 'MT';
  const drawn = useMemo(() => barsOf(items, groupBy, { hasOutcomes }), [items, groupBy, hasOutcomes]);
  const [by = 'day', second] = groupBy;
  const isTime = by === 'day' || by === 'hour';
  const name = useGroupName();
  const partName = ({ key, label: own }: Part) => {
    if (second === undefined) return t(`chart.parts.${key as 'read'}`);
    return key === OTHERS ? t('chart.others') : name(second, key === '' ? null : key, own, true);
  };
  const fill = ({ key }: Part, at: number) =>
    second === undefined ? OF_OUTCOMES[key] : key === OTHERS ? 'out' : OF_PARTS[at];
  const parts = drawn.parts.map((part, at) => ({ name: partName(part), fill: fill(part, at) ?? 'out' }));
  return (
    <figure className={classes.chart} aria-label={label}>
      {parts.length > 1 && (
        <ul className={classes.legend}>
          {parts.map((part) => (
            <li key={part.name}>
              <span className={classes.key} data-fill={part.fill} aria-hidden="true" />
              {part.name}
            </li>
          ))}
        </ul>
      )}
      {isTime ? <Columns drawn={drawn} parts={parts} by={by} /> : <Rows drawn={drawn} parts={parts} by={by} />}
      {drawn.left > 0 && <figcaption className={classes.left}>{t('chart.left', { count: drawn.left })}</figcaption>}
    </figure>
  );
}

interface DrawnProps {
  readonly drawn: Bars;
  readonly parts: readonly { readonly name: string; readonly fill: string }[];
  readonly by: GroupBy;
}

/** A round number at or above the greatest bar, so that the lines across stand at figures that people say. */
function ceilingOf(most: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const step = [1, 2, 4, 5, 10].find((each) => each * magnitude >= most) ?? 10;
  return Math.max(4, step * magnitude);
}

const LINES = [1, 0.75, 0.5, 0.25] as const;
/** So many times have their name below them. */
const MOST_NAMES = 12;

function Columns({ drawn: { bars }, parts, by }: DrawnProps) {
  const formats = useFormats();
  const name = useGroupName();
  const hint = useId();
  const [pointed, setPointed] = useState<number | null>(null);
  const ceiling = ceilingOf(Math.max(...bars.map(({ total }) => total)));
  const every = Math.ceil(bars.length / MOST_NAMES);
  const bar = pointed === null ? undefined : bars[pointed];
  return (
    <div className={classes.plot} aria-hidden="true" onPointerLeave={() => setPointed(null)}>
      <div className={classes.lines}>
        {LINES.map((share) => (
          <span key={share} style={{ top: `${(1 - share) * 100}%` }}>
            {formats.compact(ceiling * share)}
          </span>
        ))}
      </div>
      <div className={classes.columns} id={hint}>
        {bars.map(({ key, group, label, total, values }, at) => (
          <div
            key={key}
            className={classes.column}
            data-on={at === pointed || undefined}
            onPointerEnter={() => setPointed(at)}
          >
            <div className={classes.stack} style={{ height: `${(total / ceiling) * 100}%` }}>
              {values.map((value, part) =>
                value > 0 ? (
                  <span key={parts[part]!.name} data-fill={parts[part]!.fill} style={{ flexGrow: value }} />
                ) : null,
              )}
            </div>
            {at % every === 0 && <span className={classes.tick}>{name(by, group, label, true)}</span>}
          </div>
        ))}
      </div>
      {bar && (
        <div className={classes.tip} data-side={pointed! > bars.length / 2 ? 'left' : 'right'}>
          <strong>{name(by, bar.group, bar.label)}</strong>
          <span className={classes.tipTotal}>{formats.number(bar.total)}</span>
          {parts.length > 1 &&
            parts.map((part, at) => (
              <span key={part.name} className={classes.tipPart}>
                <span className={classes.key} data-fill={part.fill} /> {part.name}
                <b>{formats.number(bar.values[at]!)}</b>
              </span>
            ))}
        </div>
      )}
    </div>
  );
}

function Rows({ drawn: { bars }, parts, by }: DrawnProps) {
  const formats = useFormats();
  const name = useGroupName();
  const most = Math.max(...bars.map(({ total }) => total));
  return (
    <div className={classes.rows} aria-hidden="true">
      {bars.map(({ key, group, label, total, values }) => (
        <div key={key} className={classes.row}>
          <span className={classes.rowName} title={name(by, group, label)}>
            {name(by, group, label)}
          </span>
          <span className={classes.track}>
            <span className={classes.rowStack} style={{ width: `${(total / most) * 100}%` }}>
              {values.map((value, part) =>
                value > 0 ? (
                  <span
                    key={parts[part]!.name}
                    data-fill={parts[part]!.fill}
                    style={{ flexGrow: value }}
                    title={`${parts[part]!.name}: ${formats.number(value)}`}
                  />
                ) : null,
              )}
            </span>
          </span>
          <span className={classes.rowTotal}>{formats.number(total)}</span>
        </div>
      ))}
    </div>
  );
}
