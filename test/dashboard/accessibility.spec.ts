import type { Page } from 'playwright-core';
import { CHROMIUM } from './browser';
import { PAGES, type Things, thingsOf } from './pages';
import { seriousFaults } from './serious-faults';
import { openTheatre, showPage, type Theatre } from './stage';

// A machine that does other work too is slow at showing pages.
jest.setTimeout(120_000);

const inABrowser = CHROMIUM === undefined ? describe.skip : describe;

inABrowser(`accessibility of the dashboard${CHROMIUM === undefined ? ' (skipped: no Chromium)' : ''}`, () => {
  let theatre: Theatre;
  let things: Things;
  beforeAll(async () => {
    theatre = await openTheatre();
    things = await thingsOf(theatre, 200);
  });
  afterAll(() => theatre.close());

  const faults: string[] = [];
  let inside: Page;
  let door: Page;
  beforeAll(async () => {
    [inside, door] = await Promise.all([
      theatre.visit({ locale: 'pt-BR' }),
      theatre.visit({ locale: 'pt-BR', key: null }),
    ]);
    for (const page of [inside, door]) {
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        // Who is at the door is told so by a 401.
        if (message.type() === 'error' && !/401/.test(message.text())) faults.push(message.text());
      });
    }
  });

  // Each page is loaded once, as that takes longest: it turns dark and narrow under the eyes of whoever looks at it.
  it.each(PAGES)(
    '$name has no serious fault in the light or in the dark, and fits every screen',
    async ({ path, heading, signedOut }) => {
      const page = signedOut ? door : inside;
      faults.length = 0;
      await showPage(page, path(things), heading);
      const light = await seriousFaults(page);
      await inTheDark(page);
      // What is not a matter of colours is the same in the dark.
      const dark = await seriousFaults(page, ['color-contrast', 'link-in-text-block']);
      const pushed = await pushedSideways(page);
      await inTheLight(page);
      expect({ light, dark, pushed, faults }).toEqual({ light: [], dark: [], pushed: [], faults: [] });
    },
  );
});

async function inTheDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
}

async function inTheLight(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** On which screens a page is wider than they are. */
async function pushedSideways(page: Page): Promise<string[]> {
  const pushed: string[] = [];
  for (const width of [2560, 768, 360]) {
    await page.setViewportSize({ width, height: 800 });
    // Parts that ask how wide the screen is have drawn themselves again by then.
    const wider = await page.evaluate<number>(`new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() =>
        resolve(document.documentElement.scrollWidth - document.documentElement.clientWidth), 100))))`);
    if (wider > 0) pushed.push(`${wider} pixels at ${width}`);
  }
  return pushed;
}
