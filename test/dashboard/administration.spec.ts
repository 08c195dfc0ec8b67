import type { Page } from 'playwright-core';
import { contacts, draftCampaign } from '../e2e/stage';
import { campaignUntil } from '../e2e/campaigns';
import { CHROMIUM } from './browser';
import { button, link, see } from './find';
import { openTheatre, type Theatre } from './stage';

// A machine that does other work too is slow at showing pages.
jest.setTimeout(120_000);

const inABrowser = CHROMIUM === undefined ? describe.skip : describe;

inABrowser(`looking after numbers, keys and the log${CHROMIUM === undefined ? ' (skipped: no Chromium)' : ''}`, () => {
  let theatre: Theatre;
  const pages: Page[] = [];
  beforeAll(async () => {
    theatre = await openTheatre();
    const { api, stage } = theatre;
    const id = await draftCampaign(api, stage, contacts(12, 5000), { name: 'Boas-vindas' });
    await api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(api, id, ({ status }) => status === 'completed');
  }, 60_000);
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(() => theatre.close());

  const visit = async (path: string, ...options: Parameters<Theatre['visit']>) => {
    const page = await theatre.visit(...options);
    pages.push(page);
    await page.goto(path);
    return page;
  };
  const keyOf = async (role: string) => {
    const body = { name: role, roles: [role], subaccountIds: [theatre.stage.subaccountId] };
    return (await theatre.api.post<{ secret: string }>('/v1/keys', body)).body.secret;
  };
  /** By its label, which has a star where it must be filled in. */
  const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}( \\*)?$`));
  const dialog = (page: Page) => page.getByRole('dialog');

  it('pauses a number and says why to whoever wonders, and takes it back', async () => {
    const page = await visit('/senders');
    await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
    await see(page, 'Connected');
    await button(page, 'Pause').click();
    await see(page, /Campaigns that send from it wait and lose nothing/);
    await dialog(page).getByLabel('Why').fill('Nobody is in on Sundays');
    await button(page, 'Pause the number').click();
    await see(page, 'The number is paused');
    await see(page, 'Nobody is in on Sundays');
    await button(page, 'Undo').click();
    await see(page, 'The number sends again');
    await see(page, 'Connected');
  });

  it('adds a number, is told by name what is wrong with it, and never shows its secrets again', async () => {
    const page = await visit('/senders');
    await button(page, 'Add a number').click();
    const fill = (label: string, text: string) => field(page, label).fill(text);
    await fill('Name', 'Cobrança');
    await fill('Phone number', '12');
    await fill('Business portfolio', 'pf-9');
    await fill('Phone number ID', '700100200399');
    await fill('WhatsApp Business Account ID', '900800799');
    await fill('Address of the API', theatre.simulator.url);
    await fill('Access token', 'token-of-a-test');
    await fill('App secret', 'secret-of-a-test');
    await fill('Verify token', 'verify-of-a-test');
    await button(page, 'Add the number').click();
    await field(page, 'Phone number').and(page.locator('[aria-invalid=true]')).waitFor();
    await fill('Phone number', '+55 11 90000-0999');
    await button(page, 'Add the number').click();
    await page.getByRole('heading', { name: 'Cobrança' }).waitFor();
    await see(page, '+5511900000999');
    await see(page, 'Set. They are kept sealed and never shown.');
    await button(page, 'Edit').click();
    await page.waitForURL(/edit=yes/);
    expect(await field(page, 'Access token').count()).toBe(0);
    await fill('Name', 'Cobrança 2');
    await button(page, 'Save').click();
    await page.getByRole('heading', { name: 'Cobrança 2' }).waitFor();
    expect(await page.content()).not.toContain('token-of-a-test');
  });

  it('adds a number of Gupshup, and tells its callback address with the token while that is known', async () => {
    const page = await visit('/senders/new');
    const fill = (label: string, text: string) => field(page, label).fill(text);
    await page.getByLabel('Provider').selectOption({ label: 'Gupshup' });
    expect(await field(page, 'Phone number ID').count()).toBe(0);
    await fill('Name', 'Aurora');
    await fill('Phone number', '+55 11 90000-0998');
    await fill('Business portfolio', 'pf-9');
    await fill('Name of the app', 'AuroraLoja');
    await fill('Source', '5511900000998');
    await fill('Address of the API', theatre.simulator.url);
    await fill('API key', 'key-of-a-test');
    await fill('Webhook token', 'a-token-of-a-test');
    await button(page, 'Add the number').click();
    await page.getByRole('heading', { name: 'Aurora' }).waitFor();
    await see(page, /\/webhooks\/gupshup\/[^/]+\/a-token-of-a-test$/);
    expect(await page.content()).not.toContain('key-of-a-test');
    await page.reload();
    await see(page, /\/webhooks\/gupshup\/[^/]+\/\{webhookToken\}$/);
    await see(page, /Put the webhook token of this number in the place of \{webhookToken\}/);
    expect(await page.content()).not.toContain('a-token-of-a-test');
  });

  it('registers a template, tries it with values, and reads what became of it', async () => {
    const page = await visit('/templates/new');
    await page.getByLabel('Sender').selectOption({ index: 1 });
    await field(page, 'Name').fill('aviso_de_entrega');
    await field(page, 'Text').fill('Olá *{{1}}*, chegou.');
    await page.getByLabel('Quick replies').fill('Obrigado');
    await page.getByRole('group', { name: 'Message as on a phone' }).getByText('Obrigado').waitFor();
    await button(page, 'Register').click();
    await page.getByRole('heading', { name: 'aviso_de_entrega' }).waitFor();
    await page.getByLabel('{{1}}').fill('Ana');
    await page.getByRole('group', { name: 'Message as on a phone' }).getByText('Ana', { exact: true }).waitFor();
    await see(page, /aviso_de_entrega \(pt_BR\) was registered/);
    await page.goto('/templates?q=chegou');
    await link(page, 'aviso_de_entrega').waitFor();
    await link(page, /^Paused/).click();
    await see(page, 'No template matches');
    expect(page.url()).toContain('status=paused');
  });

  it('suppresses a person with a reason, finds them in any notation, and lets them be messaged again', async () => {
    const page = await visit('/suppressions');
    await button(page, 'Suppress a person').first().click();
    await dialog(page).getByLabel('Phone').fill('+55 11 90000-7001');
    await dialog(page).getByLabel('Why').fill('Asked on the phone');
    await button(page, 'Suppress').last().click();
    await see(page, '+55 11 90000-7001 gets no more messages');
    await page.keyboard.press('/');
    await page.keyboard.type('55 (11) 90000 7001');
    await page.getByRole('row', { name: /\+5511900007001.*Asked on the phone/ }).waitFor();
    await button(page, 'Lift for +5511900007001').click();
    await see(dialog(page), 'Asked on the phone');
    await button(page, 'Lift the suppression').click();
    await see(page, '+5511900007001 can be messaged again');
    await see(page, 'Nobody with this number');
  });

  it('reads the log, follows it, and opens a stream as it is stored', async () => {
    const page = await visit('/events?type=SubaccountCreated', { key: theatre.adminKey });
    await see(page, 'SubaccountCreated');
    await page.getByLabel('Follow').check();
    await page.waitForURL(/follow=yes/);
    await theatre.api.make('/v1/subaccounts', { name: 'Filial' });
    await page.locator('summary').filter({ hasText: 'Filial' }).click();
    await see(page, '"name": "Filial"'.slice(0, 6));
    await page
      .getByRole('main')
      .getByRole('link', { name: /^subaccount-/ })
      .click();
    await page.getByRole('heading', { name: /^subaccount-/ }).waitFor();
    await link(page, 'JSON').click();
    await page.waitForURL(/as=json/);
    await see(page, /"SubaccountCreated"/);
  });

  it('counts the log again, and keeps the result in the address', async () => {
    const page = await visit('/verification');
    await page.getByLabel('Campaigns').selectOption({ label: '#1 Boas-vindas' });
    await button(page, 'Count again').click();
    await see(page, 'Everything agrees with the log');
    await page.reload();
    await see(page, 'Everything agrees with the log');
  });

  it('fills a view anew after asking, and shows that it is', async () => {
    const page = await visit('/projections');
    await button(page, 'Rebuild templates').click();
    await see(page, 'Fill templates anew?');
    await button(page, 'Fill it anew').click();
    await see(page, 'templates is being filled anew');
    await page.getByRole('row', { name: /^templates Up to date/ }).waitFor();
  });

  it('issues a key, shows it once, and revokes it for good', async () => {
    const page = await visit('/keys');
    await button(page, 'Issue a key').click();
    await dialog(page).getByLabel('Name').fill('ana');
    await dialog(page).getByLabel('Auditor').check();
    await dialog(page).getByLabel('Every subaccount').check();
    await button(page, 'Issue').last().click();
    const secret = await dialog(page).locator('code').innerText();
    await page.keyboard.press('Escape');
    await button(page, 'I have kept it').click();
    await page.getByRole('row', { name: /^ana Auditor Every subaccount/ }).waitFor();
    expect(await page.content()).not.toContain(secret);
    const ana = await visit('/keys', { key: secret });
    await ana.getByRole('heading', { name: 'API keys' }).waitFor();
    await button(page, 'Revoke ana').click();
    await see(page, /It stops working at once/);
    await button(page, 'Revoke for good').click();
    await see(page, 'ana no longer works');
    await ana.goto('/keys');
    await ana.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('creates a subaccount, which can be chosen at once', async () => {
    const page = await visit('/subaccounts');
    await button(page, 'Create a subaccount').click();
    await dialog(page).getByLabel('Name').fill('Loja do Norte');
    await dialog(page).getByLabel('Time zone').fill('Nowhere/At_All');
    await button(page, 'Create').last().click();
    await dialog(page).getByRole('alert').waitFor();
    await dialog(page).getByLabel('Time zone').fill('America/Manaus');
    await button(page, 'Create').last().click();
    await page.getByRole('row', { name: /^Loja do Norte .*America\/Manaus/ }).waitFor();
    await button(page, 'Subaccount: All subaccounts').click();
    await page.getByRole('menuitem', { name: 'Loja do Norte' }).click();
    await page.waitForURL(/\/campaigns\?subaccount=/);
  });

  it('says what runs here, and whether it is well', async () => {
    const page = await visit('/system');
    await see(page, 'Ready');
    await page.getByRole('row', { name: /^Log sqlite Up/ }).waitFor();
    expect(await link(page, 'Measures for Prometheus').getAttribute('href')).toBe('/metrics');
  });

  it('shows each role what it may see, and names what it lacks', async () => {
    const auditor = await visit('/senders', { key: await keyOf('auditor') });
    const add = button(auditor, 'Add a number');
    await add.waitFor();
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await add.hover();
    await see(auditor, 'You lack the permission sender:write');
    await auditor.getByRole('navigation').getByRole('link', { name: 'Events' }).waitFor();
    expect(await auditor.getByRole('navigation').getByRole('link', { name: 'System' }).count()).toBe(0);
    const reporter = await visit('/campaigns', { key: await keyOf('reporter') });
    await reporter.getByRole('navigation').getByRole('link', { name: 'Campaigns' }).waitFor();
    for (const name of ['Senders', 'Events', 'API keys', 'Verification'])
      expect(await reporter.getByRole('navigation').getByRole('link', { name }).count()).toBe(0);
  });
});
