/** Drawn on a grid of 20, with one width of line. */
const PATHS = {
  alert: 'M10 3.2 17.6 16.4H2.4L10 3.2ZM10 8v3.6M10 14h.01',
  back: 'M12 5l-5 5 5 5',
  bookmark: 'M5.5 3.5h9v13L10 13.2l-4.5 3.3z',
  ban: 'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6ZM5.2 5.2l9.6 9.6',
  building: 'M4 16.5V4.5l7-1.5v13.5M11 8h5v8.5M2.5 16.5h15M6.7 7.5h1.6M6.7 10.5h1.6M6.7 13.500h1.6',
  calendar: 'M4 5.5h12v10.5H4zM4 8.8h12M7.2 3.5v3.4M12.8 3.5v3.4',
  chart: 'M3.5 16.5h13M5.5 13.5V9M10 13.5V4.5M14.5 13.5V7.5',
  chat: 'M3.5 4.5h13v9h-7l-3.5 3v-3H3.5z',
  check: 'M4.5 10.5l3.6 3.6 7.4-8',
  checkAll: 'M2.5 10.8l3 3 6-6.8M9.5 13.2l.8.8 7-8',
  clock: 'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6ZM10 6.5V10l2.4 1.6',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  code: 'M7 6l-4 4 4 4M13 6l4 4-4 4',
  columns: 'M3.5 4.5h13v11h-13zM8 4.5v11M12.3 4.5v11',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  cross: 'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6ZM7.7 7.7l4.6 4.6M12.3 7.7l-4.6 4.6',
  down: 'M5.5 7.8 10 12.3l4.5-4.5',
  download: 'M10 3.5v8.7M6.5 9l3.5 3.5L13.5 9M4 16h12',
  external: 'M8 4.5H4.5v11h11V12M11.5 4.5h4v4M15.5 4.5l-6.5 6.5',
  eye: 'M2.5 10s2.7-5 7.5-5 7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5ZM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
  file: 'M5.5 3h6l3 3v11h-9zM11.5 3v3h3',
  globe:
    'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6ZM3.4 10h13.2M10 3.2c2.4 2.2 2.6 10.8 0 13.6M10 3.2c-2.4 2.2-2.6 10.8 0 13.6',
  help: 'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6ZM8 8.2c.1-2.4 4-2.4 4 0 0 1.5-2 1.5-2 3.1M10 13.6h.01',
  image: 'M3.5 4.5h13v11h-13zM3.5 13l4-4 3.5 3.5 2-2 3.5 3.5M12.8 7.7h.01',
  key: 'M12.8 3.8a3.7 3.7 0 1 0 .01 0ZM10 9.8l-6 6M6 13.8l2 2',
  layers: 'M10 3.5 17 7l-7 3.5L3 7l7-3.5ZM3.5 10.5 10 13.7l6.5-3.2M3.5 13.7 10 16.900l6.5-3.2',
  leave: 'M8.5 4H4v12h4.5M12.5 6.5 16 10l-3.5 3.5M16 10H8',
  list: 'M7 5.500h10M7 10h10M7 14.500h10M3.5 5.500h.01M3.5 10h.01M3.5 14.500h.01',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  message: 'M3.5 4.500h13v9H9l-3.5 3v-3h-2z',
  monitor: 'M3 4.5h14v9H3zM7.5 16.5h5',
  moon: 'M15.8 11.8A6.3 6.3 0 0 1 8.2 4.2a6.3 6.3 0 1 0 7.6 7.6Z',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  next: 'M8 5l5 5-5 5',
  pause: 'M7 5v10M13 5v10',
  pencil: 'M4 16l.600-3 8.2-8.2 2.4 2.4L7 15.4 4 16Z',
  people:
    'M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.8 15.8c.300-5 9.1-5 9.4 0M13 4.4a2.5 2.5 0 0 1 0 4.9M14.3 11.3c1.9.500 2.8 2 2.9 4.5',
  phone: 'M6 2.8h8v14.4H6zM9 14.7h2',
  pin: 'M10 17s5.500-5.200 5.500-9a5.500 5.500 0 1 0-11 0c0 3.800 5.500 9 5.500 9ZM10 6.200a1.800 1.800 0 1 0 0 3.600 1.800 1.800 0 0 0 0-3.600Z',
  play: 'M6.5 4.5v11l9-5.5-9-5.5Z',
  plus: 'M10 4.500v11M4.5 10h11',
  reply: 'M8 5 3.5 9.5 8 14M3.5 9.5H12c3 0 4.5 2 4.5 5',
  retry: 'M15.8 8.2A6.2 6.2 0 0 0 4.4 7.3M4.2 11.8a6.2 6.2 0 0 0 11.4.900M4 4v3.5h3.5M16 16v-3.5h-3.5',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4ZM12.7 12.7 16.5 16.5',
  send: 'M3 9.8 17 3.5l-5 13.5-2.6-5.4L3 9.8ZM9.4 11.6 17 3.5',
  server: 'M3.5 4h13v5h-13zM3.5 11h13v5h-13zM6.3 6.500h.01M6.3 13.500h.01',
  shield: 'M10 3l6 2.200v4.300c0 3.7-2.5 6.3-6 7.5-3.5-1.2-6-3.8-6-7.500V5.200L10 3ZM7.3 9.800l2 2 3.5-3.8',
  stop: 'M5.5 5.5h9v9h-9z',
  sun: 'M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M4.7 15.3l1-1M14.3 5.7l1-1',
  trash: 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
  up: 'M5.5 12.3 10 7.8l4.5 4.5',
  upload: 'M10 12.500V3.500M6.5 7 10 3.5 13.5 7M4 16h12',
} as const;

export type IconName = keyof typeof PATHS;

/** Never alone: the words stand beside it, or in the name of what it stands in. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.6 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flexShrink: 0 }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
