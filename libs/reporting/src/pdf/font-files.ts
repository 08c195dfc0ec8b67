import { existsSync } from 'node:fs';

/** Fonts of a document beyond those that come with the engine. */
export interface PdfFonts {
  /** Path of a font (TTF, OTF, TTC, WOFF) for what the engine's own lack, Chinese, Japanese and Korean above all. It must be readable. */
  readonly further?: string;
  /** Where else to look for one; what is not there is passed over. The places where systems keep theirs, if not given. */
  readonly system?: readonly string[];
}

/** Debian, Fedora, Arch; then a smaller one; then macOS and Windows. */
const SYSTEM = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
  '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  '/Library/Fonts/Arial Unicode.ttf',
  'C:\\Windows\\Fonts\\msyh.ttc',
];

/** Their parts, by what most texts need first. Each font file holds a part of the script only (https://fontsource.org). */
const PARTS = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese', 'devanagari'];

/** The files for texts of a weight, the first that has a character is taken. Bold is Latin, Greek and Cyrillic only; the rest is regular. */
export function fontFiles(weight: 'regular' | 'bold', { further, system = SYSTEM }: PdfFonts): readonly string[] {
  const files = [
    ...PARTS.map((part) => notoSans(part, 400)),
    require.resolve('@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff'),
    require.resolve('@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-400-normal.woff'),
    require.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
    ...(further === undefined ? [] : [further]),
    ...system.filter((path) => existsSync(path)),
  ];
  return weight === 'regular' ? files : [...PARTS.slice(0, -1).map((part) => notoSans(part, 600)), ...files];
}

function notoSans(part: string, weight: 400 | 600): string {
  return require.resolve(`@fontsource/noto-sans/files/noto-sans-${part}-${weight}-normal.woff`);
}
