import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import { useFormats } from '../../words/formats';
import classes from './chart.module.css';
import type { Series } from './queries';
import { LINES } from './series-step';

const COLOURS = { sent: '--fill-accent', delivered: '--fill-good', read: '--fill-read', failed: '--fill-bad' } as const;
const HEIGHT = 260;
/** Between two marks of the time axis, seconds: none within a step. */
const MINUTE = 60;
const BETWEEN = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200].map((n) => n * MINUTE);
/** Narrower is a press, not a part that somebody wants to look at; pixels. */
const NARROW = 8;

interface PlotProps {
  readonly series: Series;
  readonly at: (instant: string) => string;
  /** Somebody drew over a part of it. */
  readonly look: (part: { from: string; to: string }) => void;
}

/** Lines over time: pointed at, they say their figures; a part that is drawn over is looked at closer. */
export function Plot({ series, at, look }: PlotProps) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const scheme = useComputedColorScheme();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const looking = useRef(look);
  useEffect(() => {
    looking.current = look;
  }, [look]);

  const { language } = formats;
  const ends = useRef(series);
  useEffect(() => {
    ends.current = series;
  }, [series]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = {
      stroke: colour('--quiet'),
      font,
      ticks: { show: false },
      grid: { stroke: colour('--line'), width: 1 },
    };
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
        scales: {
          // One moment stands in the middle of something.
          x: { range: (_, min, max) => (min === max ? [min - 5 * MINUTE, max + 5 * MINUTE] : [min, max]) },
          y: { range: (_, _min, max) => [0, Math.max(5, max * 1.1)] },
        },
        axes: [
          {
            ...axis,
            incrs: BETWEEN,
            space: 70,
            grid: { show: false },
            values: (_, splits) => splits.map((each) => tick(each, splits, language)),
          },
          {
            ...axis,
            size: 52,
            values: (_, splits) =>
              splits.map((each) => new Intl.NumberFormat(language, { notation: 'compact' }).format(each)),
          },
        ],
        series: [
          {},
          ...LINES.map((line) => ({
            stroke: colour(COLOURS[line]),
            width: 2,
            ...(line === 'sent' && { fill: `${colour(COLOURS[line])}1f` }),
            // Of one moment there is no line.
            points: { show: (chart: uPlot) => chart.data[0].length < 3, size: 7 },
          })),
        ],
        hooks: {
          setCursor: [({ cursor: { idx } }) => setPointed(idx ?? null)],
          setSelect: [
            (chart) => {
              const { left, width } = chart.select;
              if (width >= NARROW) {
                const instant = (x: number) => new Date(Math.round(chart.posToVal(x, 'x')) * 1000).toISOString();
                looking.current({ from: instant(left), to: instant(left + width) });
              }
              chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      dataOf(ends.current),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
    // Colours are read when it is made: another scheme makes it anew.
  }, [scheme, language]);
  useEffect(() => plot.current?.setData(dataOf(series)), [series]);

  const shown = pointed !== null && pointed < series.at.length ? pointed : null;
  return (
    <>
      <div className={classes.legend} aria-hidden="true">
        {LINES.map((line) => (
          <span key={line}>
            <span className={classes.key} style={{ background: `var(${COLOURS[line]})` }} />
            {t(`chart.lines.${line}`)}
            <strong>
              {formats.number(
                shown === null ? series[line].reduce((sum, count) => sum + count, 0) : (series[line][shown] ?? 0),
              )}
            </strong>
          </span>
        ))}
        <span className={classes.hint}>{shown === null ? t('chart.hint') : at(series.at[shown]!)}</span>
      </div>
      <div ref={box} className={classes.plot} role="img" aria-label={t('chart.alternative')} />
    </>
  );
}

function dataOf(series: Series): uPlot.AlignedData {
  return [series.at.map((at) => Date.parse(at) / 1000), ...LINES.map((line) => series[line])];
}

/** As short as the distance to the next allows. */
function tick(seconds: number, splits: readonly number[], language: string): string {
  const between = (splits[1] ?? 0) - (splits[0] ?? 0);
  const parts: Intl.DateTimeFormatOptions =
    between >= 86_400 ? { day: 'numeric', month: 'short' } : { hour: 'numeric', minute: '2-digit' };
  return new Intl.DateTimeFormat(language, parts).format(seconds * 1000);
}
