import type { Page } from 'playwright-core';
import { campaignUntil, contactsOf, summaryOf, verify } from '../e2e/campaigns';
import { contacts, draftCampaign } from '../e2e/stage';
import { until } from '../e2e/api';
import { CHROMIUM } from './browser';
import { button, link, see } from './find';
import { openTheatre, type Theatre } from './stage';

// A machine that does other work too is slow at showing pages.
jest.setTimeout(120_000);

const inABrowser = CHROMIUM === undefined ? describe.skip : describe;

inABrowser(`a first campaign of one's own${CHROMIUM === undefined ? ' (skipped: no Chromium)' : ''}`, () => {
  let theatre: Theatre;
  const pages: Page[] = [];
  beforeAll(async () => {
    theatre = await openTheatre();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(() => theatre.close());

  const visit = async (path: string) => {
    const page = await theatre.visit();
    pages.push(page);
    await page.goto(path);
    return page;
  };
  const dialog = (page: Page) => page.getByRole('dialog');
  const idIn = (page: Page) => /\/campaigns\/([^/?]+)/.exec(page.url())![1]!;

  it('is made from a number, a message and a file; is tried, checked, started, and reported', async () => {
    const [ana, bia, caio] = contacts(3, 7000);
    const page = await visit('/campaigns');
    await see(page, 'No campaign yet');
    await button(page, 'New campaign').first().click();
    await page.getByRole('radio', { name: /Vendas/ }).check();
    await link(page, 'Continue').click();
    await page.getByLabel(/^Name of the campaign/).fill('Faturas de abril');
    await page.getByRole('radio', { name: /aviso_de_fatura/ }).check();
    const preview = page.getByRole('complementary');
    await preview.getByText(/sua fatura de/).waitFor();
    await button(page, 'Save as draft and continue').click();

    // A file whose phone nobody knows: what is what in it is said by hand, and seen at once.
    await see(page, 'Drag a contact file here');
    const rows = [
      'Cliente;Para quem ligar;Valor',
      `Ana;${ana!.phone};R$ 10,00`,
      `Bia;${bia!.phone};R$ 20,00`,
      `Bia de novo;${bia!.phone};R$ 20,00`,
      `Caio;${caio!.phone};`,
      'Davi;12;R$ 40,00',
    ];
    const file = { name: 'clientes.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
    await page.getByLabel('Choose a file').setInputFiles(file);
    await see(page, 'Semicolon');
    await see(page, 'No column is known as the phone: choose it below.');
    expect(await button(page, 'Upload the whole file').isDisabled()).toBe(true);
    await page.getByLabel(/^Phone/).selectOption('Para quem ligar');
    await see(page, 'The first 5 rows');
    await see(page, 'Choose first what fills {{1}}, {{2}}: no column has that name.');
    expect(await button(page, 'Upload the whole file').isDisabled()).toBe(true);
    await page.getByLabel(/^Name/).selectOption('Cliente');
    await page.getByLabel('Value of 1').selectOption('Name');
    await page.getByLabel('Value of 2').selectOption('Valor');
    await preview.getByText('Olá Ana, sua fatura de R$ 10,00 vence amanhã.').waitFor();
    await button(page, 'The next example').click();
    await preview.getByText('Olá Bia, sua fatura de R$ 20,00 vence amanhã.').waitFor();
    await button(page, 'Upload the whole file').click();
    await see(page, '5 rows');
    await see(page, '3 rows left out');
    const id = idIn(page);
    await until(
      () => summaryOf(theatre.api, id),
      ({ contacts: count }) => count === 4,
      20_000,
    );
    // A row that is refused is a contact, too: what is told of the campaign is what is told of its file.
    await see(page, /^2 contacts will get it\. 2 more are kept with the campaign and get nothing/);

    // Left, and come back to.
    await link(page, /^Campaign #/).click();
    await link(page, 'Campaigns').first().click();
    await link(page, 'Faturas de abril').click();
    await button(page, 'Edit').click();
    await link(page, /Sending/).click();
    await page.getByLabel('Messages per second').fill('5');
    await page.getByLabel('Unit: After how long without an answer').selectOption('hours');
    expect(await page.getByLabel(/^After how long without an answer/).inputValue()).toBe('10');
    await link(page, 'Continue').click();
    await page.getByLabel(/^Phone/).fill('+55 11 90000-7999');
    await button(page, 'Send the test').click();
    await page.getByRole('list', { name: 'Tests that were sent' }).getByText('Read').first().waitFor();
    await link(page, 'Continue').click();
    await see(page, 'Nothing stands in the way');
    await button(page, 'Start now').click();
    await see(page, '2 contacts will get the message.');
    await button(page, 'Send to 2').click();
    await campaignUntil(theatre.api, id, ({ status }) => status === 'completed');
    await page.locator('header').getByText('Completed').first().waitFor();

    // Who did not get it, and why.
    await link(page, 'Contacts').click();
    await page.getByRole('row', { name: /Ana.*Read/ }).waitFor();
    await link(page, /^Invalid record/).click();
    await page.getByRole('row', { name: /Caio/ }).waitFor();
    await page.getByRole('row', { name: /Ana/ }).waitFor({ state: 'detached' });

    // What happened to it says what was edited, and in the settings nobody reads seconds as minutes.
    await page.goto(`/campaigns/${id}?tab=timeline`);
    await see(page, 'The campaign was edited: pace, unknown outcomes.');
    await page.goto(`/campaigns/${id}?tab=settings`);
    await see(page, 'After 10 hr: a person decides');

    // Its report: who got it, and of whom nothing was sent, in words; below each other where there is no room.
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByRole('row', { name: /Read/ }).first().waitFor();
    const refused = /not sent.*The phone number is not one that exists\./s;
    await page.getByRole('row', { name: refused }).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('listitem').filter({ hasText: refused }).waitFor();
    await button(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Copy as curl' }).waitFor();
  });

  it('tells the story of a contact, with each event as it is stored', async () => {
    const { api, stage } = theatre;
    const id = await draftCampaign(api, stage, contacts(2, 8000), { name: 'Avisos' });
    await api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(api, id, ({ counters }) => counters['read'] === 2);
    const [first] = await contactsOf(api, id);
    const page = await visit(`/campaigns/${id}/contacts`);
    await page.keyboard.press('/');
    await page.keyboard.type(first!.phone!);
    await link(page, first!.phone!).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await page.getByRole('heading', { name: 'Attempt 1' }).waitFor();
    await page.getByText('Raw event', { exact: true }).first().click();
    await see(page, '"ContactUploaded"');
    await see(page, /sua fatura de R\$/);
  });

  it('asks what became of a message when nobody knows, and holds the answer while it can be undone', async () => {
    const { api, stage } = theatre;
    // To the simulator they mean: an error before anybody knows whether the message was accepted.
    const people = ['+5511900000013', '+5521900000013'].map((phone) => ({ phone, parameters: { amount: '1' } }));
    const id = await draftCampaign(api, stage, people, {
      name: 'Sem resposta',
      unknownOutcome: { graceSeconds: 1, then: 'ask' },
    });
    await api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(api, id, ({ needsAttention }) => needsAttention === 2, 90_000);
    const page = await visit(`/campaigns/${id}/contacts`);
    await see(page, '2 contacts need a decision');
    await button(page, 'Assume all delivered').click();
    await see(dialog(page), 'This cannot be taken back by hand.');
    await button(page, 'Assume delivered to 2').click();
    await button(page, 'Undo').click();
    await button(page, 'Assume all not sent').click();
    await button(page, 'Assume not sent to 2').click();
    await see(page, '2 contacts are assumed not sent');
    expect((await summaryOf(api, id)).needsAttention).toBe(2);
    await see(page, 'Assumed not sent to 2 contacts');
    expect((await summaryOf(api, id)).counters['error']).toBe(2);
  });

  it('has a note that others find, whatever its status', async () => {
    const { api, stage } = theatre;
    const id = await draftCampaign(api, stage, contacts(1, 8900), { name: 'Anotada' });
    const page = await visit(`/campaigns/${id}`);
    await button(page, 'Add a note').click();
    await page.getByLabel('Note').fill('Combinado com o financeiro.\nNão repetir.');
    await button(page, 'Save').click();
    await see(page, /Combinado com o financeiro/);
    await page.reload();
    await see(page, /Não repetir/);
    await link(page, 'Timeline').click();
    await see(page, /The note is now: Combinado/);
  });

  // Two minutes: DASHBOARD_SECONDS=120.
  const seconds = Number(process.env['DASHBOARD_SECONDS'] ?? 15);
  it(
    `shows figures that never go back for ${seconds} s, and in the end are those of a recount`,
    async () => {
      const { api, stage } = theatre;
      const pace = { messagesPerSecond: 20 };
      const count = 20 * seconds;
      const id = await draftCampaign(api, stage, contacts(count, 9000), { name: 'Ao vivo', pace });
      const page = await visit(`/campaigns/${id}`);
      await see(page, `0 of ${count} contacts settled`);
      await api.make(`/v1/campaigns/${id}/start`);
      const seen: number[] = [];
      const settled = async () => {
        const text = await page
          .getByText(/ of [\d,]+ contacts settled/)
          .first()
          .innerText();
        seen.push(Number(text.split(' of ')[0]!.replace(/\D/g, '')));
        return seen.at(-1)!;
      };
      await until(settled, (now) => now === count, (seconds + 60) * 1000, 200);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(new Set(seen).size).toBeGreaterThan(seconds / 3);
      const { ok, differences } = await verify(api, id);
      expect({ ok, differences }).toEqual({ ok: true, differences: [] });
      const { milestones } = await campaignUntil(api, id, ({ counters }) => counters['read'] === count);
      for (const step of ['Accepted', 'Sent', 'Delivered', 'Read']) {
        const value = milestones[step.toLowerCase()]!;
        await page
          .getByRole('listitem')
          .filter({ hasText: new RegExp(`^${step}${value.toLocaleString('en-US')}`) })
          .first()
          .waitFor();
      }
    },
    (seconds + 120) * 1000,
  );
});
