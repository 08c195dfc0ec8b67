import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and its kin put it; another one is named in ARAUTO_TEST_CHROMIUM. */
const PLACES = [
  process.env['ARAUTO_TEST_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Undefined where there is none: what needs one is skipped then, by name. */
export const CHROMIUM = PLACES.find((path): path is string => path !== undefined && existsSync(path));

/** A real browser without a window, which talks to nobody but the pages that it opens. */
export function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('no Chromium; name one in ARAUTO_TEST_CHROMIUM');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
