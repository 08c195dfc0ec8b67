import type { Page } from 'playwright-core';
import { contacts, draftCampaign } from '../e2e/stage';
import { until } from '../e2e/api';
import { campaignUntil, summaryOf } from '../e2e/campaigns';
import { CHROMIUM } from './browser';
import { button, link, see } from './find';
import { openTheatre, slowCampaign, type Theatre } from './stage';

// A machine that does other work too is slow at showing pages.
jest.setTimeout(120_000);

const inABrowser = CHROMIUM === undefined ? describe.skip : describe;

inABrowser(`journeys through the dashboard${CHROMIUM === undefined ? ' (skipped: no Chromium)' : ''}`, () => {
  let theatre: Theatre;
  let sending: string;
  let draft: string;
  const pages: Page[] = [];
  beforeAll(async () => {
    theatre = await openTheatre();
    const { api, stage } = theatre;
    sending = await slowCampaign(theatre, 'Cobrança de março', 400);
    draft = await draftCampaign(api, stage, contacts(12, 5000), { name: 'Boas-vindas' });
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(() => theatre.close());

  const visit = async (...options: Parameters<Theatre['visit']>) => {
    const page = await theatre.visit(...options);
    pages.push(page);
    return page;
  };

  it('lets in by a key, to where somebody was on the way to, and out again', async () => {
    const page = await visit({ key: null });
    await page.goto('/campaigns?status=draft');
    await page.getByLabel('Key', { exact: true }).fill('not-a-key');
    await button(page, 'Sign in').click();
    await see(page, 'This key is unknown, or was revoked.');
    await page.getByLabel('Key', { exact: true }).fill(theatre.adminKey);
    await button(page, 'Sign in').click();
    await link(page, 'Boas-vindas').waitFor();
    expect(new URL(page.url()).search).toBe('?status=draft');
    await button(page, /^A? ?admin/).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('lets in by a link, once', async () => {
    const { body } = await theatre.api.post<{ token: string }>('/v1/login-links');
    const page = await visit({ key: null });
    await page.goto(`/sign-in#${body.token}`);
    await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
    expect(page.url()).not.toContain(body.token);
    const again = await visit({ key: null });
    await again.goto(`/sign-in#${body.token}`);
    await see(again, /This link was used already/);
  });

  it('finds a campaign by status and by name, and keeps both in the address', async () => {
    const page = await visit();
    await page.goto('/');
    await link(page, /^Draft/).click();
    await link(page, 'Cobrança de março').waitFor({ state: 'detached' });
    await link(page, 'Boas-vindas').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('nothing like it');
    await see(page, 'No campaign matches');
    expect(page.url()).toContain('?status=draft&q=nothing+like+it');
    await link(page, 'Clear all filters').click();
    await link(page, 'Cobrança de março').waitFor();
    await page.goBack();
    await see(page, 'No campaign matches');
  });

  it('opens a campaign, pauses it, takes that back, and starts another after saying to how many', async () => {
    const page = await visit();
    await page.goto('/campaigns');
    await link(page, 'Cobrança de março').click();
    await page.getByRole('heading', { name: 'Cobrança de março' }).waitFor();
    await button(page, 'Pause').click();
    await see(page, 'The campaign is paused');
    expect((await summaryOf(theatre.api, sending)).status).toBe('paused');
    await button(page, 'Resume').waitFor();
    await button(page, 'Undo').click();
    await see(page, 'The campaign goes on');
    await button(page, 'Pause').waitFor();
    expect((await summaryOf(theatre.api, sending)).status).toBe('sending');

    await page.goto(`/campaigns/${draft}`);
    await button(page, 'Start').click();
    await see(page, /^12 contacts will get it\./);
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
    await campaignUntil(theatre.api, draft, ({ status }) => status === 'completed');
    // By itself: nobody reloads the page.
    await page.locator('header').getByText('Completed').first().waitFor();
    await see(page, '12 of 12 contacts settled');
  });

  it('shows figures as they change, in the list too, without a reload', async () => {
    const page = await visit();
    await page.goto('/campaigns');
    await see(page, 'Live');
    const row = page.getByRole('row', { name: /Cobrança de março/ });
    const settled = async () => Number(/(\d+) of 400/.exec(await row.innerText())![1]);
    const before = await settled();
    await until(settled, (now) => now > before, 20_000);
  });

  it('pauses several at once, after saying which', async () => {
    const page = await visit();
    await page.goto('/campaigns?status=sending');
    await page.getByLabel('Select Cobrança de março').check();
    await button(page, 'Pause').click();
    await see(page, 'Pause this campaign?');
    await button(page, 'Pause it').click();
    await see(page, 'The campaign is paused');
    await button(page, 'Undo').click();
    await campaignUntil(theatre.api, sending, ({ status }) => status === 'sending');
  });

  it('speaks three languages and is light or dark, at once and the next time too', async () => {
    const page = await visit({ locale: 'pt-BR' });
    await page.goto('/campaigns');
    await page.getByRole('heading', { name: 'Campanhas' }).waitFor();
    await button(page, 'Idioma').click();
    await page.getByRole('menuitem', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Campañas' }).waitFor();
    await button(page, 'Apariencia').click();
    await page.getByRole('menuitem', { name: 'Oscuro' }).click();
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Campañas' }).waitFor();
    await page.locator('html[data-mantine-color-scheme=dark][lang=es]').waitFor();
  });

  it('says what the engine says in the language that was chosen, in all tabs and as it changes', async () => {
    const { api, stage } = theatre;
    const id = await draftCampaign(api, stage, contacts(3, 6000), { name: 'Aviso', pace: { messagesPerSecond: 1 } });
    await api.make(`/v1/campaigns/${id}/start`);
    await api.make(`/v1/campaigns/${id}/pause`);
    const page = await visit();
    await page.goto(`/campaigns/${id}`);
    await see(page, 'Resume the campaign.');
    const beside = await page.context().newPage();
    await beside.goto('/campaigns');
    await button(page, 'Language').click();
    await page.getByRole('menuitem', { name: 'Español' }).click();
    await see(page, 'Reanude la campaña.');
    await beside.getByRole('heading', { name: 'Campañas' }).waitFor();
    // What changes comes by the stream before anything is asked for again.
    await api.make(`/v1/campaigns/${id}/note`, { note: 'Espera a la agencia.' });
    await see(page, 'Espera a la agencia.');
    expect(await page.getByText('Resume the campaign.').count()).toBe(0);
    await see(page, 'Reanude la campaña.');
  });

  it('is gone through by keys alone', async () => {
    const page = await visit();
    await page.goto(`/campaigns/${sending}`);
    await page.getByRole('heading', { name: 'Cobrança de março' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Find a page/).waitFor();
    await page.keyboard.type('boas');
    await page
      .getByRole('button', { name: /Boas-vindas/ })
      .or(page.getByRole('option', { name: /Boas-vindas/ }))
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Boas-vindas' }).waitFor();
    await page.goto('/campaigns');
    await link(page, 'Boas-vindas').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator(':focus').innerText()).toBe('Cobrança de março');
  });

  it('shows who may only read no way to change anything', async () => {
    const { subaccountId } = theatre.stage;
    const body = { name: 'rita', roles: ['reporter'], subaccountIds: [subaccountId] };
    const { body: made } = await theatre.api.post<{ secret: string }>('/v1/keys', body);
    const page = await visit({ key: made.secret });
    await page.goto('/campaigns');
    await link(page, 'Cobrança de março').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await link(page, 'Cobrança de março').click();
    const pause = button(page, 'Pause');
    await pause.waitFor();
    expect(await pause.getAttribute('aria-disabled')).toBe('true');
    await pause.hover();
    await see(page, 'You lack the permission campaign:pause');
    expect(await link(page, 'Files').count()).toBe(0);
  });

  it('says when the engine is gone, keeps what it shows, and comes back by itself', async () => {
    const page = await visit();
    await page.goto('/campaigns');
    await see(page, 'Live');
    await theatre.killEngine();
    await see(page, 'Reconnecting');
    // The next question that nobody answers.
    await link(page, 'Cobrança de março').click();
    await see(page, 'The engine does not answer.');
    await page.goBack();
    await link(page, 'Boas-vindas').waitFor();
    await theatre.startEngine();
    await page.getByText('The engine does not answer.').first().waitFor({ state: 'detached' });
    await see(page, 'Live');
    await link(page, 'Cobrança de março').click();
    await button(page, /^(Pause|Resume)$/).waitFor();
  });
});
