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

  describe.each(['light', 'dark'] as const)('has no serious fault in the %s', (colorScheme) => {
    const faults: string[] = [];
    let inside: Page;
    let door: Page;
    beforeAll(async () => {
      [inside, door] = await Promise.all([
        theatre.visit({ colorScheme, locale: 'pt-BR' }),
        theatre.visit({ colorScheme, locale: 'pt-BR', key: null }),
      ]);
      for (const page of [inside, door]) {
        page.on('pageerror', (error) => faults.push(error.message));
        page.on('console', (message) => {
          // Who is at the door is told so by a 401.
          if (message.type() === 'error' && !/401/.test(message.text())) faults.push(message.text());
        });
      }
    });
    afterAll(() => Promise.all([inside.context().close(), door.context().close()]));

    it.each(PAGES)('on $name', async ({ path, heading, signedOut }) => {
      const page = signedOut ? door : inside;
      faults.length = 0;
      await showPage(page, path(things), heading);
      // What is not a matter of colours is the same in the dark.
      const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined;
      expect([...(await seriousFaults(page, rules)), ...faults]).toEqual([]);
    });
  });

  it.each([360, 768, 2560])('fits a screen of %i pixels without being pushed sideways', async (width) => {
    const page = await theatre.visit({ width, locale: 'pt-BR' });
    for (const { name, path } of PAGES) {
      await page.goto(path(things));
      await page.getByRole('heading').first().waitFor();
      const wider = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      // Less where there is no need to scroll: the place of the bar is kept.
      expect([name, Math.max(0, wider)]).toEqual([name, 0]);
    }
    await page.context().close();
  });
});
