import type { BrowserContext, Page } from 'playwright-core';
import { Api, until } from '../e2e/api';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { freePorts } from '../e2e/ports';
import { type SimulatorProcess, startSimulatorProcess } from '../e2e/simulator-process';
import { contacts, draftCampaign, PHONE_NUMBER_ID, setStage, type Stage } from '../e2e/stage';
import { launchBrowser } from './browser';

/** A real engine with its pages, a platform that delivers, and a browser. */
export interface Theatre {
  readonly url: string;
  readonly api: Api;
  readonly adminKey: string;
  readonly simulator: SimulatorProcess;
  readonly stage: Stage;
  /** Of the engine's process, as it is now. */
  pid(): number;
  /** As somebody who was never here before; signed in unless `key` is null. */
  visit(options?: VisitOptions): Promise<Page>;
  /** As the power would. */
  killEngine(): Promise<void>;
  /** Where it was, with what it left. */
  startEngine(): Promise<void>;
  close(): Promise<void>;
}

interface VisitOptions {
  readonly key?: string | null;
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

export async function openTheatre({ pace }: { readonly pace?: number } = {}): Promise<Theatre> {
  const [port] = await freePorts(1);
  const environment = { ARAUTO_PORT: String(port) };
  const [browser, simulator] = await Promise.all([launchBrowser(), startSimulatorProcess()]);
  await simulator.control('POST', '/__sim/reset', { seed: 1, speed: 1, scenario: 'instant' });
  let engine: EngineProcess = await startEngineProcess({ environment });
  const { url, adminKey, dataDirectory } = engine;
  const api = new Api(url, adminKey);
  const stage = await setStage(api, simulator, { ...(pace !== undefined && { pace }) });
  const contexts: BrowserContext[] = [];
  return {
    url,
    api,
    adminKey,
    simulator,
    stage,
    pid: () => engine.process.pid!,
    visit: async ({ key = adminKey, locale = 'en-US', colorScheme = 'light', width = 1280, height = 800 } = {}) => {
      const context = await browser.newContext({
        baseURL: url,
        locale,
        colorScheme,
        viewport: { width, height },
        reducedMotion: 'reduce',
      });
      contexts.push(context);
      if (key !== null) await context.request.post('/v1/login', { data: { key } });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return page;
    },
    killEngine: () => engine.kill(),
    startEngine: async () => {
      engine = await startEngineProcess({ dataDirectory, environment });
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      await engine.stop();
      await simulator.stop();
      await engine.discard();
    },
  };
}

/** A campaign that takes so long that there is time to look at it: one contact a second. */
export async function slowCampaign({ api, stage }: Theatre, name: string, count = 60): Promise<string> {
  const id = await draftCampaign(api, stage, contacts(count), { name, pace: { messagesPerSecond: 1 } });
  await api.make(`/v1/campaigns/${id}/start`);
  return id;
}

/** A person writes; answers the id of the conversation, once it is listed. */
export async function writesToUs({ api, simulator }: Theatre, phone: string, what: object): Promise<string> {
  await simulator.control('POST', '/__sim/inbound', { from: phone, to: PHONE_NUMBER_ID, ...what });
  const listed = () =>
    api.get<{ items: readonly { id: string }[] }>(`/v1/conversations?phone=${encodeURIComponent(phone)}`);
  const { body } = await until(listed, ({ body: { items } }) => items.length > 0, 30_000);
  return body.items[0]!.id;
}

/** Goes to a page, and waits until everything of it is there. */
export async function showPage(page: Page, path: string, heading?: string): Promise<void> {
  await page.goto(path);
  await page
    .getByRole('heading', { ...(heading !== undefined && { name: heading }) })
    .first()
    .waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
}
