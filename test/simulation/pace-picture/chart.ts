import type { Call } from './floor';
import { PERSON, RATE, type Scene, SECONDS } from './scene';

/** Calls over time, as they are drawn. */
export interface Series {
  readonly title: string;
  readonly top: number;
  /** Calls per second, a column each. */
  readonly rates: readonly number[];
  /** Whether some of them were refused. */
  readonly refused: readonly boolean[];
}

/** Seconds of a column: sixty columns and the axis are within eighty. */
const COLUMN = 2;
const ROWS = 5;
const EIGHTHS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const AXIS = 5;
const TICK = 20;

/** Of each number, and of the person where one is meant. */
export function seriesOf({ accounts, toPerson }: Scene, calls: readonly Call[]): readonly Series[] {
  const numbers = accounts.flat().map((number) => {
    const which =
      number === accounts[0]![0] ? '' : accounts[0]!.includes(number) ? ', same account' : ', another account';
    const own = calls.filter((call) => call.number === number);
    return seriesFrom(`${number}${which}`, 50, own);
  });
  if (toPerson === 0) return numbers;
  const toThem = calls.filter(({ person }) => person === PERSON);
  return [...numbers, seriesFrom(`to ${PERSON}`, 5, toThem)];
}

function seriesFrom(title: string, top: number, calls: readonly Call[]): Series {
  const columns = Array.from({ length: SECONDS / COLUMN }, (_, nth) =>
    calls.filter(({ at }) => Math.floor(at / (1000 * COLUMN)) === nth),
  );
  const refused = columns.map((each) => each.some(({ isRefused }) => isRefused));
  return { title, top, rates: columns.map(({ length }) => length / COLUMN), refused };
}

/** For a terminal of 80 columns; `×` stands where something was refused. */
export function textOf({ title }: Scene, series: readonly Series[]): string {
  return [title, '', ...series.flatMap((each) => [...linesOf(each), ''])].map((line) => `${line}\n`).join('');
}

function linesOf({ title, top, rates, refused }: Series): string[] {
  const rows = Array.from({ length: ROWS }, (_, nth) => {
    const level = ROWS - nth;
    const cells = rates.map((rate) => {
      const eighths = Math.round((rate / top) * ROWS * 8) - (level - 1) * 8;
      // What is there at all is seen.
      const least = level === 1 && rate > 0 ? 1 : 0;
      return EIGHTHS[Math.min(8, Math.max(least, eighths))];
    });
    return `${String((top / ROWS) * level).padStart(AXIS)} ┤${cells.join('')}`;
  });
  const axis = rates.map((_, nth) => ((nth * COLUMN) % TICK === 0 ? '┬' : '─')).join('');
  const times = Array.from({ length: SECONDS / TICK }, (_, nth) => `${nth * TICK}`.padEnd(TICK / COLUMN));
  return [
    `${' '.repeat(AXIS)}  ${title}, calls per second`,
    ...[...rows, `${' '.repeat(AXIS)}  ${refused.map((is) => (is ? '×' : ' ')).join('')}`].map((row) => row.trimEnd()),
    `${'0'.padStart(AXIS)} └${axis}`,
    `${' '.repeat(AXIS)}  ${times.join('').trimEnd()} s`,
  ];
}

const WIDTH = 800;
const LEFT = 60;
const PANEL = 130;
const HEIGHT = 70;
const ACROSS = WIDTH - LEFT - 20;

/** All scenes below each other. */
export function svgOf(drawn: readonly { readonly scene: Scene; readonly series: readonly Series[] }[]): string {
  let top = 0;
  const parts = drawn.flatMap(({ scene, series }) => {
    const heading = text(LEFT, (top += 35), scene.title, 'font-weight="bold"');
    return [heading, ...series.map((each) => panel(each, (top += PANEL) - PANEL + 30))];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top + 20}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
${parts.join('\n')}
</svg>
`;
}

function panel({ title, top, rates, refused }: Series, at: number): string {
  const x = (column: number) => LEFT + (column * ACROSS) / rates.length;
  const y = (rate: number) => at + HEIGHT - (rate / top) * HEIGHT;
  const width = ACROSS / rates.length;
  const bars = rates.map((rate, nth) => {
    const fill = refused[nth] ? '#c62828' : '#1565c0';
    return `<rect x="${x(nth)}" y="${y(rate)}" width="${width - 1}" height="${at + HEIGHT - y(rate)}" fill="${fill}"/>`;
  });
  const marks = [0, top / 2, top].map((rate) => text(LEFT - 8, y(rate) + 4, String(rate), 'text-anchor="end"'));
  const times = Array.from({ length: SECONDS / TICK + 1 }, (_, nth) =>
    text(x((nth * TICK) / COLUMN), at + HEIGHT + 16, `${nth * TICK} s`, 'text-anchor="middle"'),
  );
  const set = RATE > top ? [] : [`<path d="M${LEFT} ${y(RATE)}H${LEFT + ACROSS}" stroke="#777" stroke-dasharray="4"/>`];
  const axis = `<path d="M${LEFT} ${at}V${at + HEIGHT}H${LEFT + ACROSS}" fill="none" stroke="black"/>`;
  const heading = text(LEFT, at - 8, `${title}, calls per second; red: some were refused`);
  return [heading, ...bars, ...set, axis, ...marks, ...times].join('\n');
}

function text(x: number, y: number, said: string, more = ''): string {
  return `<text x="${x}" y="${y}" ${more}>${said}</text>`;
}
