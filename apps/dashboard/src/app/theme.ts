import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: a violet of heralds' banners. None of the statuses has it. */
const iris: MantineColorsTuple = [
  '#f3f0ff',
  '#e4dfff',
  '#c8c0fb',
  '#aa9ef6',
  '#8f7ff0',
  '#705de0',
  '#6a55de',
  '#5a45c9',
  '#4b39aa',
  '#3c2e88',
];

/** Greys with a touch of the accent. */
const dark: MantineColorsTuple = [
  '#ecebf3',
  '#c9c7d6',
  '#a5a2b8',
  '#86839b',
  '#4a485c',
  '#35334a',
  '#282739',
  '#1c1b29',
  '#15141f',
  '#100f18',
];
const gray: MantineColorsTuple = [
  '#fafafc',
  '#f4f4f8',
  '#e9e9f0',
  '#dcdce6',
  '#c4c4d2',
  '#9c9bae',
  '#757488',
  '#5b5a6e',
  '#3f3e50',
  '#23222f',
];

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 5 },
  colors: { iris, dark, gray },
  black: '#1d1c28',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Ubuntu, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '14px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true } },
    // Fields beside each other stand in one line, however long what is said of them is.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Button: { defaultProps: { size: 'sm' } },
  },
});
