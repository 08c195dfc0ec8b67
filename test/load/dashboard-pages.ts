import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { campaignUntil } from '../e2e/campaigns';
import { contacts, draftCampaign } from '../e2e/stage';
import { CHROMIUM } from '../dashboard/browser';
import { PAGES, thingsOf } from '../dashboard/pages';
import { seriousFaults } from '../dashboard/serious-faults';
import { openTheatre, showPage, type Theatre } from '../dashboard/stage';
import type { Scale } from './bench.options';
import { type Row, toOwnRow, toRow } from './row';

/** Jiffies of `/proc`, by Linux's user interface. Source: proc(5), *utime*. */
const JIFFIES_A_SECOND = 100;

async function inATheatre(run: (theatre: Theatre) => Promise<Row[]>, pace?: number): Promise<Row[]> {
  if (CHROMIUM === undefined) {
    console.error('skipped: no Chromium (name one in ARAUTO_TEST_CHROMIUM)');
    return [];
  }
  const theatre = await openTheatre(pace === undefined ? {} : { pace });
  try {
    return await run(theatre);
  } finally {
    await theatre.close();
  }
}

/** D2: what axe finds that is serious, over every page in both themes. */
export const runD2 = (): Promise<Row[]> =>
  inATheatre(async (theatre) => {
    const things = await thingsOf(theatre, 2000);
    let serious = 0;
    for (const colorScheme of ['light', 'dark'] as const) {
      const [inside, door] = [await theatre.visit({ colorScheme }), await theatre.visit({ colorScheme, key: null })];
      for (const { name, path, signedOut } of PAGES) {
        const page = signedOut ? door : inside;
        await showPage(page, path(things));
        const found = await seriousFaults(page);
        for (const fault of found) console.error(`D2 ${name}, ${colorScheme}: ${fault}`);
        serious += found.length;
      }
    }
    const name = `serious findings of axe on ${PAGES.length} pages, light and dark`;
    return [toOwnRow({ id: 'D2', name, unit: 'findings', must: 0, moonshot: 0 }, [serious], 'less')];
  });

/** In the page: from the press on the nth place of the navigation to its heading without a skeleton, milliseconds. */
const PAGE_CHANGE = `async (nth) => {
  const place = [...document.querySelectorAll('nav a')].filter((each) => each.offsetParent)[nth];
  const before = document.querySelector('h1');
  const begun = performance.now();
  place.click();
  for (;;) {
    await new Promise((then) => requestAnimationFrame(then));
    const isThere = location.pathname === new URL(place.href).pathname && document.querySelector('h1') !== null;
    if (isThere && document.querySelector('h1') !== before && !document.querySelector('.mantine-Skeleton-root')) break;
    if (performance.now() - begun > 5000) break;
  }
  return performance.now() - begun;
}`;

/** D3: how long it takes from one page to another, data and all, in a browser that has been idle once. */
export const runD3 = ({ runs }: Scale): Promise<Row[]> =>
  inATheatre(async (theatre) => {
    const { sending } = await thingsOf(theatre, 2000);
    await theatre.api.make(`/v1/campaigns/${sending}/pause`);
    const page = await theatre.visit();
    await showPage(page, '/campaigns');
    const places = await page.locator('nav a:visible').count();
    // Pages are loaded when there is nothing else to do.
    await pause(3000);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      for (let nth = 0; nth < places; nth++) {
        // Nothing leads to where one is.
        const from = nth === 0 ? 1 : 0;
        await page.evaluate(`(${PAGE_CHANGE})(${from})`);
        times.push(await page.evaluate<number>(`(${PAGE_CHANGE})(${nth})`));
      }
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
    const job = `page change over ${places} pages`;
    return [
      toOwnRow({ id: 'D3', name: `${job}: median`, unit: 'ms', must: 200, moonshot: 100 }, [at(0.5)], 'less'),
      toOwnRow(
        { id: 'D3 p95', name: `${job}: 95th percentile`, unit: 'ms', must: 200, moonshot: 100 },
        [at(0.95)],
        'less',
      ),
    ];
  });

const WINDOW_MS = 10_000;

/** Share of one core that a process took, over a while. */
async function shareOf(pid: number, ms: number): Promise<number> {
  const spent = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / JIFFIES_A_SECOND;
  };
  const [before, begun] = [spent(), performance.now()];
  await pause(ms);
  return (spent() - before) / ((performance.now() - begun) / 1000);
}

/** D4: what one open page costs the engine while a campaign is sent, beside the same without it. */
export const runD4 = ({ runs }: Scale): Promise<Row[]> =>
  inATheatre(async (theatre) => {
    const { sending } = await thingsOf(theatre, 2000);
    const costs: number[] = [];
    for (const path of ['/campaigns', `/campaigns/${sending}`]) {
      for (let run = 0; run < runs; run++) {
        const without = await shareOf(theatre.pid(), WINDOW_MS);
        const page = await theatre.visit();
        await showPage(page, path);
        await pause(2000);
        costs.push((await shareOf(theatre.pid(), WINDOW_MS)) - without);
        await page.context().close();
        console.error(
          `D4 ${path.slice(0, 10)}: ${(costs.at(-1)! * 100).toFixed(2)} % of a core more than ${(without * 100).toFixed(2)} %`,
        );
      }
    }
    const percent = costs.map((cost) => cost * 100);
    const name = 'one open page, of one message a second: what it costs the engine';
    return [toOwnRow({ id: 'D4', name, unit: '% of a core', must: 1, moonshot: 0.5 }, percent, 'less')];
  });

/** D5: a campaign is sent beside 200 streams, each as one open page holds it, and without them. */
export const runD5 = ({ runs, scale }: Scale): Promise<Row[]> =>
  inATheatre(async (theatre) => {
    const { api, stage, url, adminKey } = theatre;
    const count = Math.round(5000 * Math.min(1, scale * 2));
    let first = 100_000;
    const seconds = async () => {
      const id = await draftCampaign(api, stage, contacts(count, first), { name: `Envio ${first}` });
      first += count;
      const begun = performance.now();
      await api.make(`/v1/campaigns/${id}/start`);
      await campaignUntil(api, id, ({ milestones }) => milestones['sent']! >= count * 0.98, 120_000);
      return (performance.now() - begun) / 1000;
    };
    await seconds();
    const measured: { ours: number; yardstick: number }[] = [];
    for (let run = 0; run < runs; run++) {
      const yardstick = count / (await seconds());
      const end = new AbortController();
      const open = Array.from({ length: 200 }, async () => {
        const { body } = await fetch(`${url}/v1/campaigns/stream`, {
          headers: { authorization: `Bearer ${adminKey}` },
          signal: end.signal,
        });
        // Read, as a page does: what nobody reads is held back.
        for await (const _ of body!) continue;
      });
      await pause(2000);
      const ours = count / (await seconds());
      end.abort();
      await Promise.allSettled(open);
      measured.push({ ours, yardstick });
      console.error(`D5 run ${run + 1}: ${ours.toFixed(0)}/s beside 200 streams, ${yardstick.toFixed(0)}/s without`);
    }
    const name = `${count} messages sent beside 200 open pages, and without`;
    return [toRow({ id: 'D5', name, unit: 'messages/s', must: 0.9, moonshot: 0.97 }, measured)];
  });

/** In the page: scrolls for a while, a screen every few frames; milliseconds between frames. */
const SCROLL = `async (ms) => {
  const between = [];
  const begun = performance.now();
  let last = begun;
  while (last - begun < ms) {
    window.scrollBy(0, 120);
    await new Promise((then) => requestAnimationFrame(then));
    const now = performance.now();
    between.push(now - last);
    last = now;
  }
  return between;
}`;

/** D6: a list of 100,000 contacts scrolls as the screen is drawn. */
export const runD6 = ({ scale }: Scale): Promise<Row[]> =>
  inATheatre(async (theatre) => {
    const count = Math.round(100_000 * Math.min(1, scale));
    const id = await draftCampaign(theatre.api, theatre.stage, contacts(count), { name: 'Cem mil' });
    const page = await theatre.visit();
    await showPage(page, `/campaigns/${id}/contacts`);
    const between = (await page.evaluate<number[]>(`(${SCROLL})(5000)`)).slice(1).sort((a, b) => a - b);
    const late = between.filter((ms) => ms > 25).length / between.length;
    console.error(
      `D6: ${between.length} frames in 5 s, ${(late * 100).toFixed(1)} % of them late, the slowest ${between.at(-1)!.toFixed(0)} ms`,
    );
    const name = `${count} contacts, scrolled through: frames`;
    return [toOwnRow({ id: 'D6', name, unit: 'a second', must: 57, moonshot: 59 }, [between.length / 5], 'more')];
  });
