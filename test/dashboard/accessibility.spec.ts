import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { contactsOf } from '../e2e/campaigns';
import { contacts, draftCampaign } from '../e2e/stage';
import { CHROMIUM } from './browser';
import { openTheatre, slowCampaign, type Theatre, writesToUs } from './stage';

// A machine that does other work too is slow at showing pages.
jest.setTimeout(120_000);

const inABrowser = CHROMIUM === undefined ? describe.skip : describe;

inABrowser(`accessibility of the dashboard${CHROMIUM === undefined ? ' (skipped: no Chromium)' : ''}`, () => {
  let theatre: Theatre;
  let sending: string;
  let draft: string;
  let contact: string;
  let conversation: string;
  beforeAll(async () => {
    theatre = await openTheatre();
    sending = await slowCampaign(theatre, 'Cobrança de março', 200);
    draft = await draftCampaign(theatre.api, theatre.stage, contacts(3, 5000), { name: 'Boas-vindas' });
    contact = (await contactsOf(theatre.api, sending))[0]!.id;
    conversation = await writesToUs(theatre, contacts(1)[0]!.phone, { text: 'Obrigado!' });
  });
  afterAll(() => theatre.close());

  const PAGES: readonly (readonly [name: string, path: () => string, heading: string | RegExp])[] = [
    ['the door', () => '/sign-in', 'Entrar'],
    ['the list of campaigns', () => '/campaigns', 'Campanhas'],
    ['an empty list', () => '/campaigns?q=nada', 'Campanhas'],
    ['a campaign', () => `/campaigns/${sending}`, 'Cobrança de março'],
    ['its timeline', () => `/campaigns/${sending}?tab=timeline`, 'Cobrança de março'],
    ['its files', () => `/campaigns/${sending}?tab=files`, 'Cobrança de março'],
    ['its settings', () => `/campaigns/${sending}?tab=settings`, 'Cobrança de março'],
    ['its contacts', () => `/campaigns/${sending}/contacts`, 'Contatos'],
    ['contacts that nothing matches', () => `/campaigns/${sending}/contacts?q=nada`, 'Contatos'],
    ['a contact', () => `/campaigns/${sending}/contacts/${contact}`, /Pessoa|\+55/],
    ['a new campaign', () => '/campaigns/new', 'Nova campanha'],
    ['a copy', () => `/campaigns/new?copy=${draft}`, 'Copiar uma campanha'],
    ['the step of the number', () => `/campaigns/${draft}/edit?step=sender`, 'Boas-vindas'],
    ['the step of the message', () => `/campaigns/${draft}/edit?step=template`, 'Boas-vindas'],
    ['the step of the audience', () => `/campaigns/${draft}/edit?step=audience`, 'Boas-vindas'],
    ['the step of the pace', () => `/campaigns/${draft}/edit?step=sending`, 'Boas-vindas'],
    ['the step of the test', () => `/campaigns/${draft}/edit?step=test`, 'Boas-vindas'],
    ['the last step', () => `/campaigns/${draft}/edit?step=check`, 'Boas-vindas'],
    ['the report of messages', () => '/reports?status=read&status=delivered', 'Relatórios'],
    ['totals', () => '/reports?report=consolidated&groupBy=hour', 'Relatórios'],
    ['records', () => '/reports?report=records', 'Relatórios'],
    ['saved searches', () => '/reports/searches', 'Relatórios'],
    ['the shelf of files', () => '/reports/files', 'Relatórios'],
    ['conversations', () => '/conversations', 'Conversas'],
    ['a conversation', () => `/conversations/${conversation}`, 'Conversas'],
    ['numbers', () => '/senders', 'Remetentes'],
    ['a number', () => `/senders/${theatre.stage.senderId}`, 'Vendas'],
    ['a new number', () => '/senders/new', /./],
    ['templates', () => '/templates', /./],
    ['a template', () => `/templates/${theatre.stage.templateId}`, 'aviso_de_fatura'],
    ['a new template', () => '/templates/new', /./],
    ['suppressions', () => '/suppressions', /./],
    ['events', () => '/events', /./],
    ['a stream', () => `/streams/campaign-${sending}`, /./],
    ['recounts', () => '/verification', /./],
    ['views', () => '/projections', /./],
    ['keys', () => '/keys', /./],
    ['subaccounts', () => '/subaccounts', /./],
    ['the system', () => '/system', /./],
    ['no page', () => '/campaigns/nothing/here/at/all', /./],
  ];

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

    it.each(PAGES)('on %s', async (name, path, heading) => {
      const page = name === 'the door' ? door : inside;
      faults.length = 0;
      await page.goto(path());
      await page.getByRole('heading', { name: heading }).first().waitFor();
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      // What is not a matter of colours is the same in the dark.
      const axe = colorScheme === 'dark' ? new AxeBuilder({ page }).withTags(['cat.color']) : new AxeBuilder({ page });
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
    for (const [name, path] of PAGES) {
      await page.goto(path());
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
