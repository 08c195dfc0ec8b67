import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { campaignUntil, contactsOf } from '../e2e/campaigns';
import { campaignBody, contacts, draftCampaign, numberOf, setStage, type Stage } from '../e2e/stage';
import { freeFormDrafts, PAGES } from './pages';
import { openTheatre, showPage, type Theatre, writesToUs } from './stage';

const FOLDER = join(__dirname, '../../../data/screenshots');
const OF_README = join(__dirname, '../../../apps/dashboard/screenshots');

/** The six of the README: `npm run screenshots -- --readme`. */
const IN_README: Readonly<Record<string, { readonly colorScheme: 'light' | 'dark'; readonly locale: string }>> = {
  campaigns: { colorScheme: 'dark', locale: 'pt-BR' },
  campaign: { colorScheme: 'light', locale: 'en-US' },
  contacts: { colorScheme: 'light', locale: 'es-ES' },
  'new-campaign-audience': { colorScheme: 'light', locale: 'en-US' },
  reports: { colorScheme: 'light', locale: 'pt-BR' },
  conversation: { colorScheme: 'dark', locale: 'en-US' },
};

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  ([390, 1440] as const).map((width) => ({ colorScheme, width })),
);
const LANGUAGES = ['en-US', 'pt-BR', 'es-ES'] as const;

interface Shown {
  readonly name: string;
  readonly path: string;
  readonly signedOut?: boolean;
  /** What is done on the page before it is looked at. */
  readonly then?: (page: Page) => Promise<void>;
}

/** `npm run screenshots [-- name …]`: every page, light and dark, narrow and wide, in the three languages, into data/screenshots. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const theatre = await openTheatre({ pace: 40 });
  try {
    const pages = await play(theatre);
    if (wanted.includes('--readme')) return await shootForReadme(theatre, pages);
    mkdirSync(FOLDER, { recursive: true });
    for (const shown of pages.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.includes(one)))) {
      for (const { colorScheme, width } of LOOKS) {
        // Every page in every language, but not in every look: that would be six times as many.
        const locale =
          LANGUAGES[
            (pages.indexOf(shown) + LOOKS.findIndex((l) => l.width === width && l.colorScheme === colorScheme)) % 3
          ]!;
        await shoot(theatre, shown, { colorScheme, width, locale });
      }
    }
  } finally {
    await theatre.close();
  }
  console.log(`screenshots: ${FOLDER}`);
}

async function shootForReadme(theatre: Theatre, pages: readonly Shown[]): Promise<void> {
  mkdirSync(OF_README, { recursive: true });
  for (const [name, look] of Object.entries(IN_README)) {
    const { path } = pages.find((shown) => shown.name === name)!;
    const page = await theatre.visit({ ...look, width: 1440, height: 900 });
    await showPage(page, path);
    await page.locator('[data-mark=live]:visible').first().waitFor();
    await page.screenshot({ path: join(OF_README, `${name}.png`) });
    await page.context().close();
  }
  console.log(`screenshots: ${OF_README}`);
}

async function shoot(
  theatre: Theatre,
  { name, path, signedOut = false, then }: Shown,
  look: { readonly colorScheme: 'light' | 'dark'; readonly width: number; readonly locale: string },
): Promise<void> {
  const page = await theatre.visit({
    ...look,
    height: look.width === 390 ? 844 : 900,
    ...(signedOut && { key: null }),
  });
  await showPage(page, path);
  await then?.(page);
  const file = `${name}-${look.locale.slice(0, 2)}-${look.colorScheme}-${look.width}.png`;
  await page.screenshot({ path: join(FOLDER, file), fullPage: then === undefined });
  await page.context().close();
}

/** Campaigns of every status, with names short and long, and figures from none to more than a thousand. */
async function play(theatre: Theatre): Promise<readonly Shown[]> {
  const { api, simulator, stage } = theatre;
  const second = await setStage(api, simulator, {
    ...numberOf(1),
    subaccountId: stage.subaccountId,
    messagingLimit: 'TIER_250',
  });
  const draft = async (of: Stage, name: string, count: number, more: Record<string, unknown> = {}) =>
    draftCampaign(api, of, rows(count), { name, ...more });
  const start = async (id: string) => (await api.make(`/v1/campaigns/${id}/start`)).id;

  const done = await start(await draft(stage, 'Cobrança de março', 900));
  await campaignUntil(api, done, ({ status }) => status === 'completed');
  const full = await start(await draft(second, 'Convite para o lançamento', 400));
  const empty = await api.make('/v1/campaigns', campaignBody(stage, { name: 'Boas-vindas' }));
  const scheduled = await draft(stage, 'Black Friday', 1200, {
    senderIds: [stage.senderId, second.senderId],
    sendWindow: { from: '08:00', to: '21:30', days: ['thu', 'fri', 'sat'] },
    guardRails: { maxFailureRate: 0.08, maxErrorsInARow: 10, onQualityDrop: true },
  });
  await api.make(`/v1/campaigns/${scheduled}/schedule`, {
    localTime: '2027-11-26T08:00',
    timeZone: 'America/Sao_Paulo',
  });
  const long =
    'Aviso de manutenção programada da rede elétrica para clientes residenciais da região metropolitana de São Paulo e arredores, segunda rodada';
  const paused = await start(await draft(stage, long, 1500, { pace: { messagesPerSecond: 20 } }));
  await api.make(`/v1/campaigns/${paused}/pause`, { reason: 'A agência pediu para esperar.' });
  const canceled = await draft(stage, 'Pesquisa de satisfação', 60);
  await api.make(`/v1/campaigns/${canceled}/cancel`);
  await api.make(`/v1/senders/${stage.senderId}/warm-up`, { curve: { from: 5000, to: 100_000, days: 30 } });
  const sending = await start(await draft(stage, 'Feliz aniversário', 2000, { pace: { messagesPerSecond: 8 } }));
  await campaignUntil(api, sending, ({ settled }) => settled > 150);
  await campaignUntil(api, full, ({ waiting }) => waiting !== null);

  const [first] = await contactsOf(api, done);
  const conversation = await writesToUs(theatre, first!.phone!, { text: 'Pago amanhã, obrigado!' });
  await api.make('/v1/suppressions', {
    subaccountId: stage.subaccountId,
    phone: '+5511900007001',
    reason: 'Pediu por telefone.',
  });
  const contact = (await contactsOf(api, sending))[0]!.id;
  const free = await freeFormDrafts(theatre);
  const things = { sending, draft: scheduled, ...free, contact, conversation, ...stage };

  const of = (name: string, id: string, tab?: string): Shown => ({
    name: tab === undefined ? name : `${name}-${tab}`,
    path: `/campaigns/${id}${tab === undefined ? '' : `?tab=${tab}`}`,
  });
  return [
    ...PAGES.map(({ name, path, signedOut = false }) => ({ name, path: path(things), signedOut })),
    of('campaign-done', done),
    of('campaign-done', done, 'timeline'),
    of('campaign-done', done, 'files'),
    of('campaign-waiting', full),
    of('campaign-paused', paused),
    of('campaign-scheduled', scheduled),
    of('campaign-empty', empty.id),
    {
      ...of('campaign-start', scheduled),
      then: async (page) => {
        await page
          .getByRole('button', { name: /^(Start|Iniciar)$/ })
          .first()
          .click();
        await page.getByRole('dialog').locator('p').first().waitFor();
      },
    },
    {
      name: 'palette',
      path: '/campaigns',
      then: async (page) => {
        await page.keyboard.press('Control+k');
        await page.getByText('Feliz aniversário').nth(1).waitFor();
      },
    },
  ];
}

/** Good ones, with some that nothing can be sent to, and some that the simulator refuses. */
function rows(count: number) {
  return contacts(count).map((contact, n) =>
    n % 41 === 7
      ? { ...contact, phone: '12' }
      : n % 53 === 11
        ? { ...contact, phone: `${contact.phone.slice(0, -4)}0001` }
        : contact,
  );
}

void main();
