import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { contactsOf } from '../e2e/campaigns';
import { contacts, draftCampaign } from '../e2e/stage';
import { CHROMIUM } from './browser';
import { PAGES, type Things } from './pages';
import { openTheatre, slowCampaign, type Theatre, writesToUs } from './stage';

// A machine that does other work too is slow at showing pages.
jest.setTimeout(120_000);

const inABrowser = CHROMIUM === undefined ? describe.skip : describe;

inABrowser(`accessibility of the dashboard${CHROMIUM === undefined ? ' (skipped: no Chromium)' : ''}`, () => {
  let theatre: Theatre;
  let things: Things;
  beforeAll(async () => {
    theatre = await openTheatre();
    const sending = await slowCampaign(theatre, 'Cobrança de março', 200);
    const draft = await draftCampaign(theatre.api, theatre.stage, contacts(3, 5000), { name: 'Boas-vindas' });
    const contact = (await contactsOf(theatre.api, sending))[0]!.id;
    const conversation = await writesToUs(theatre, contacts(1)[0]!.phone, { text: 'Obrigado!' });
    things = { sending, draft, contact, conversation, ...theatre.stage };
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
      await page.goto(path(things));
      await page
        .getByRole('heading', { ...(heading !== undefined && { name: heading }) })
        .first()
        .waitFor();
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      // What is not a matter of colours is the same in the dark.
      const axe = new AxeBuilder({ page });
      if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
      const { violations } = await axe.analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join('; ')}`,
        );
      expect([...serious, ...faults]).toEqual([]);
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
