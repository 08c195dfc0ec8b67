import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { until } from '../e2e/api';
import { campaignUntil, contactsOf } from '../e2e/campaigns';
import { contacts, draftCampaign } from '../e2e/stage';
import { CHROMIUM } from './browser';
import { see } from './find';
import { openTheatre, type Theatre, writesToUs } from './stage';

/** The smallest there is: one pixel. */
const A_PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const inABrowser = CHROMIUM === undefined ? describe.skip : describe;

inABrowser(`reports and conversations${CHROMIUM === undefined ? ' (skipped: no Chromium)' : ''}`, () => {
  let theatre: Theatre;
  let campaign: string;
  let phone: string;
  const pages: Page[] = [];
  beforeAll(async () => {
    theatre = await openTheatre();
    const { api, stage } = theatre;
    campaign = await draftCampaign(api, stage, contacts(60), { name: 'Faturas de março' });
    const other = await draftCampaign(api, stage, contacts(3, 5000), { name: 'Boas-vindas' });
    for (const id of [campaign, other]) {
      await api.make(`/v1/campaigns/${id}/start`);
      await campaignUntil(api, id, ({ status }) => status === 'completed');
    }
    phone = (await contactsOf(api, campaign))[0]!.phone!;
    await writesToUs(theatre, phone, { text: 'Pago amanhã, obrigado!' });
    await writesToUs(theatre, phone, {
      media: { type: 'image', mimeType: 'image/jpeg', caption: 'Segue o comprovante' },
    });
    const rows = () => api.get<{ items: { campaignId: string | null }[] }>(`/v1/reports/detailed?${ALWAYS}&type=MO`);
    await until(
      rows,
      ({ body: { items } }) => items.filter(({ campaignId }) => campaignId !== null).length === 2,
      60_000,
    );
  }, 120_000);
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(() => theatre.close());

  const ALWAYS = 'from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';
  const visit = async (...options: Parameters<Theatre['visit']>) => {
    const page = await theatre.visit(...options);
    pages.push(page);
    return page;
  };
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true });

  it('narrows messages by chips that stand in the address, and tells of a row why it says what it says', async () => {
    const page = await visit();
    await page.goto('/campaigns');
    await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await see(page, '63 results');
    await see(page, /link buttons and call buttons|cannot be tracked/i);
    await button(page, 'Filter').click();
    await page.getByRole('menuitem', { name: 'Campaign' }).click();
    await page.getByPlaceholder('Find').fill('fatura');
    await page.getByRole('button', { name: /^Faturas de março/ }).click();
    await see(page, '60 results');
    await button(page, 'Filter').click();
    await page.getByRole('menuitem', { name: 'Status' }).click();
    await page.getByLabel('Read', { exact: true }).check();
    await button(page, 'Apply').click();
    await page.waitForURL(/status=read/);
    expect(new URL(page.url()).searchParams.get('campaign')).toBe(campaign);

    await page.locator('tbody tr a').first().click();
    const panel = page.getByRole('dialog', { name: 'A message that was sent' });
    await panel.getByText('Attempt 1 began').first().waitFor();
    await panel.getByRole('button', { name: 'Raw event' }).first().click();
    await panel.getByText('"stream": "contact-').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await button(page, 'Remove the filter Status').click();
    await see(page, '60 results');
  });

  it('goes from page to page and back, the oldest first, with the columns that somebody chose', async () => {
    const page = await visit();
    await page.goto(`/reports?campaign=${campaign}&columns=phone&columns=sentAt`);
    const first = () => page.locator('tbody tr').first().innerText();
    await see(page, '60 results');
    expect(await page.locator('thead th').allInnerTexts()).toEqual(['Phone', 'Sent']);
    const begins = await first();
    await link(page, 'Next page').click();
    await until(
      () => page.locator('tbody tr').count(),
      (rows) => rows === 10,
      20_000,
    );
    await link(page, 'Previous page').click();
    await until(first, (text) => text === begins, 20_000);
    await link(page, 'Newest first').click();
    await link(page, 'Oldest first').waitFor();
    await until(first, (text) => text !== begins, 20_000);
    await button(page, 'Columns').click();
    await page.getByRole('checkbox', { name: 'Correlation ID' }).check();
    await page.getByRole('columnheader', { name: 'Correlation ID' }).waitFor();
  });

  it('draws totals, and says the same in a table', async () => {
    const page = await visit();
    await page.goto('/reports');
    await link(page, 'Totals').click();
    await page.getByLabel('Group by').selectOption('campaign');
    const row = page.getByRole('row', { name: /Faturas de março/ });
    await row.waitFor();
    expect((await row.getByRole('cell').allInnerTexts())[1]).toBe('60');
    await page.getByLabel('and by').selectOption('status');
    await page.waitForURL(/groupBy=campaign&groupBy=status/);
    await page.getByRole('row', { name: /Faturas de março Read 60/ }).waitFor();
    await page.getByRole('figure', { name: 'Messages by group' }).waitFor();
  });

  it('gives the same to a program, without the key', async () => {
    const page = await visit();
    await page.goto('/reports?status=read');
    await button(page, 'Copy as curl').click();
    const command = await page.getByLabel('Copy as curl').locator('code').innerText();
    expect(command).toContain('Bearer $ARAUTO_KEY');
    const { searchParams, pathname } = new URL(/'(.*)'/.exec(command)![1]!);
    const { body } = await theatre.api.get<{ items: { status: string }[] }>(`${pathname}?${searchParams.toString()}`);
    expect(body.items.length).toBeGreaterThan(0);
    expect(new Set(body.items.map(({ status }) => status))).toEqual(new Set(['read']));
  });

  it('keeps a search, shares it, schedules it, opens it again, and deletes it after a second step', async () => {
    const page = await visit();
    await page.goto(`/reports?status=read&campaign=${campaign}&subaccount=${theatre.stage.subaccountId}`);
    await button(page, 'Save this search').click();
    const dialog = page.getByRole('dialog', { name: 'Save this search' });
    await dialog.getByLabel('Name').fill('Lidas da semana');
    await dialog.getByLabel('Share it').check();
    await dialog.getByLabel('A file by itself').selectOption('week');
    await button(page, 'Save').click();
    await page.getByRole('heading', { name: 'Lidas da semana' }).waitFor();
    await link(page, 'Saved searches').first().click();
    await see(page, /On Monday at 08:00/);
    await button(page, 'More for “Lidas da semana”').click();
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await link(page, 'Lidas da semana (2)').or(link(page, 'Lidas da semana 2')).waitFor();
    await button(page, 'More for “Lidas da semana”').click();
    await page.getByRole('menuitem', { name: 'Rename and schedule' }).click();
    const changed = page.getByRole('dialog', { name: 'Rename and schedule' });
    await changed.getByRole('textbox', { name: 'Name' }).fill('Lidas');
    await changed.getByLabel('A file by itself').selectOption('never');
    await button(page, 'Save').click();
    await link(page, 'Lidas').click();
    await page.waitForURL(/status=read/);
    expect(new URL(page.url()).searchParams.get('campaign')).toBe(campaign);
    await page.goBack();
    await button(page, 'More for “Lidas”').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog', { name: 'Delete “Lidas”?' }).getByRole('button', { name: 'Delete' }).click();
    await link(page, 'Lidas').waitFor({ state: 'detached' });
  });

  it('makes a file of what is shown, which waits on the shelf to be fetched', async () => {
    const page = await visit();
    await page.goto(`/reports?campaign=${campaign}&columns=phone&columns=status`);
    await see(page, '60 results');
    await button(page, 'Export').click();
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    const fetched = page.waitForEvent('download');
    await link(page, 'Download').click();
    const lines = (await readFile(await (await fetched).path(), 'utf8')).trim().split('\r\n');
    expect([lines[0]!.replace('\uFEFF', ''), lines.length]).toEqual(['Phone,Status', 61]);
    await link(page, 'Files').click();
    await see(page, '60 rows');
    await see(page, 'by admin');
    await button(page, 'Delete').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await see(page, 'Somebody deleted it.');
  });

  it('reads a conversation as on a phone, with what was sent when somebody asks for it', async () => {
    const page = await visit();
    await page.goto('/conversations');
    await link(page, new RegExp(phone.replace('+', '\\+'))).click();
    const thread = page.getByRole('log', { name: 'Messages' });
    await thread.getByText('Campaign Faturas de março').waitFor();
    await thread.getByText('Pago amanhã, obrigado!').waitFor();
    // Ours came first, and its state is said in words, too.
    expect(await thread.getByRole('listitem').filter({ hasText: 'We wrote:' }).first().innerText()).toMatch(/Read/);
    expect(await thread.getByRole('img').count()).toBe(0);
    // The platform of the tests sends noise: no picture, and still a file that can be kept.
    await thread.getByRole('button', { name: 'Show' }).click();
    await see(page, 'The browser cannot show this file.');
    const saved = page.waitForEvent('download');
    await thread.getByRole('button', { name: 'Save' }).click();
    expect((await readFile(await (await saved).path())).length).toBeGreaterThan(20_000);
    await page.route('**/media', (route) => route.fulfill({ contentType: 'image/png', body: A_PICTURE }));
    await page.reload();
    await thread.getByRole('button', { name: 'Show' }).click();
    await thread.getByRole('img').waitFor();
    await page.goto(`/conversations?campaign=${campaign}&phone=${encodeURIComponent('+5511900009999')}`);
    await see(page, 'No conversation matches');
    await link(page, 'Clear all filters').first().click();
    await link(page, new RegExp(phone.replace('+', '\\+'))).waitFor();
  });

  it('shows who reads reports alone what they may see, and names what they lack', async () => {
    const body = { name: 'rita', roles: ['reporter'], subaccountIds: [theatre.stage.subaccountId] };
    const { body: made } = await theatre.api.post<{ secret: string }>('/v1/keys', body);
    const page = await visit({ key: made.secret });
    await page.goto(`/reports?campaign=${campaign}`);
    await see(page, '60 results');
    expect(await link(page, 'Conversations').count()).toBe(0);
    await page.locator('tbody tr a').first().click();
    await see(page, 'You lack the permission contact:history');
    await see(page, 'You lack the permission contact:read');
  });

  it('lets an auditor look and not export, with phones masked', async () => {
    const body = { name: 'aldo', roles: ['auditor'], subaccountIds: [theatre.stage.subaccountId] };
    const { body: made } = await theatre.api.post<{ secret: string }>('/v1/keys', body);
    const page = await visit({ key: made.secret });
    await page.goto(`/reports?campaign=${campaign}`);
    await see(page, '60 results');
    expect(await page.locator('tbody').innerText()).not.toContain(phone);
    expect(await button(page, 'Export').isDisabled()).toBe(true);
    expect(await link(page, 'Files').count()).toBe(0);
    expect(await button(page, 'Save this search').count()).toBe(0);
  });
});
