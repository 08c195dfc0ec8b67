import AxeBuilder from '@axe-core/playwright';
import { contacts, draftCampaign } from '../e2e/stage';
import { CHROMIUM } from './browser';
import { openTheatre, slowCampaign, type Theatre } from './stage';

const inABrowser = CHROMIUM === undefined ? describe.skip : describe;

inABrowser(`accessibility of the dashboard${CHROMIUM === undefined ? ' (skipped: no Chromium)' : ''}`, () => {
  let theatre: Theatre;
  let sending: string;
  beforeAll(async () => {
    theatre = await openTheatre();
    sending = await slowCampaign(theatre, 'Cobrança de março', 200);
    await draftCampaign(theatre.api, theatre.stage, contacts(3, 5000), { name: 'Boas-vindas' });
  }, 60_000);
  afterAll(() => theatre.close());

  const PAGES: readonly (readonly [name: string, path: () => string, heading: string])[] = [
    ['the door', () => '/sign-in', 'Entrar'],
    ['the list of campaigns', () => '/campaigns', 'Campanhas'],
    ['an empty list', () => '/campaigns?q=nada', 'Campanhas'],
    ['a campaign', () => `/campaigns/${sending}`, 'Cobrança de março'],
    ['its timeline', () => `/campaigns/${sending}?tab=timeline`, 'Cobrança de março'],
    ['its files', () => `/campaigns/${sending}?tab=files`, 'Cobrança de março'],
    ['its settings', () => `/campaigns/${sending}?tab=settings`, 'Cobrança de março'],
    ['the senders', () => '/senders', 'Remetentes'],
    ['a sender', () => `/senders/${theatre.stage.senderId}`, 'Vendas'],
    ['a new sender', () => '/senders/new', 'Adicionar número'],
    ['the templates', () => '/templates', 'Modelos'],
    ['a template', () => `/templates/${theatre.stage.templateId}`, 'aviso_de_fatura'],
    ['a new template', () => '/templates/new', 'Registrar modelo'],
    ['the suppressions', () => '/suppressions', 'Bloqueios'],
    ['the log', () => '/events', 'Eventos'],
    ['a stream', () => `/streams/sender-${theatre.stage.senderId}`, 'sender-'],
    ['a stream as it is stored', () => `/streams/sender-${theatre.stage.senderId}?as=json`, 'sender-'],
    ['a recount', () => '/verification', 'Verificação'],
    ['the projections', () => '/projections', 'Projeções'],
    ['the keys', () => '/keys', 'Chaves de API'],
    ['the subaccounts', () => '/subaccounts', 'Subcontas'],
    ['the system', () => '/system', 'Sistema'],
  ];

  it.each((['light', 'dark'] as const).flatMap((scheme) => PAGES.map(([name]) => [name, scheme] as const)))(
    'has no serious fault on %s, %s',
    async (name, colorScheme) => {
      const [, path, heading] = PAGES.find(([known]) => known === name)!;
      const door = name === 'the door';
      const page = await theatre.visit({ colorScheme, locale: 'pt-BR', ...(door && { key: null }) });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        // Who is at the door is told so by a 401.
        if (message.type() === 'error' && !/401/.test(message.text())) faults.push(message.text());
      });
      await page.goto(path());
      await page.getByRole('heading', { name: heading }).first().waitFor();
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join('; ')}`,
        );
      expect([...serious, ...faults]).toEqual([]);
      await page.context().close();
    },
  );

  it.each([360, 768, 2560])('fits a screen of %i pixels without being pushed sideways', async (width) => {
    const page = await theatre.visit({ width, locale: 'pt-BR' });
    for (const path of PAGES.map(([, path]) => path())) {
      await page.goto(path);
      await page.getByRole('heading').first().waitFor();
      const wider = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      // Less where there is no need to scroll: the place of the bar is kept.
      expect([path, Math.max(0, wider)]).toEqual([path, 0]);
    }
    await page.context().close();
  });
});
