import { setTimeout as pause } from 'node:timers/promises';
import { campaignUntil } from '../e2e/campaigns';
import { Setting } from '../e2e/setting';
import { contacts, draftCampaign } from '../e2e/stage';
import type { Scale } from './bench.options';
import { type Row, toRow } from './row';

const HISTORY = 20_000;
const SENT = 5_000;
/** Of a row: what is left may wait for anything. */
const NEARLY_ALL = 0.98;
const PACES = [300, undefined] as const;
const DAY = 86_400_000;
/** Around now. */
const PERIOD = {
  from: new Date(Date.now() - 7 * DAY).toISOString(),
  to: new Date(Date.now() + DAY).toISOString(),
};

/**
 * B11 beside: a campaign is sent while one XLSX export of the detailed report after another is made and ten pages and totals a second are read,
 * and without them: at a pace, and as fast as it goes, where engine, provider and readers have two cores between them.
 */
export async function runB11Beside({ runs, scale }: Scale): Promise<Row[]> {
  const rows: Row[] = [];
  for (const pace of PACES) {
    const setting = await Setting.make();
    try {
      let first = 0;
      const send = async (count: number, isPaced = true) => {
        const settings = pace === undefined || !isPaced ? {} : { pace: { messagesPerSecond: pace } };
        const id = await draftCampaign(setting.api, setting.stage, contacts(count, first), {
          name: `Envio ${first}`,
          ...settings,
        });
        first += count;
        const begun = performance.now();
        await setting.api.make(`/v1/campaigns/${id}/start`);
        await campaignUntil(setting.api, id, ({ milestones }) => milestones['sent']! >= count * NEARLY_ALL, 600_000);
        return (count * NEARLY_ALL) / ((performance.now() - begun) / 1000);
      };
      const count = Math.round(SENT * Math.min(1, scale * 2));
      await send(Math.round(HISTORY * Math.min(1, scale)), false);
      const measured: { ours: number; yardstick: number }[] = [];
      for (let run = 0; run < runs; run++) {
        const yardstick = await send(count);
        const work = readAndExport(setting);
        const ours = await send(count);
        const { exports, reads } = await work.end();
        measured.push({ ours, yardstick });
        const figures = `${ours.toFixed(0)}/s beside ${exports} exports and ${reads} reads, ${yardstick.toFixed(0)}/s without`;
        console.error(`B11 beside run ${run + 1}, ${pace ?? 'no'} pace: ${figures}`);
      }
      const name = `${count} messages sent ${pace === undefined ? 'as fast as it goes' : `at ${pace}/s`}, beside exports and reads, and without`;
      rows.push(toRow({ id: 'B11 beside', name, unit: 'messages/s', must: 0.9, moonshot: 0.97 }, measured));
    } finally {
      await setting.end();
    }
  }
  return rows;
}

function readAndExport({ api }: Setting) {
  let goesOn = true;
  const done = { exports: 0, reads: 0 };
  const query = new URLSearchParams(PERIOD).toString();
  const exporting = (async () => {
    while (goesOn) {
      const { id } = await api.make('/v1/exports', { report: 'detailed', format: 'xlsx', filters: PERIOD });
      for (;;) {
        const { body } = await api.get<{ status: string }>(`/v1/exports/${id}`);
        if (body.status === 'completed') break;
        if (body.status === 'failed') throw new Error(`the export failed: ${JSON.stringify(body)}`);
        await pause(100);
      }
      await api.call('DELETE', `/v1/exports/${id}`);
      done.exports += 1;
    }
  })();
  const reading = (async () => {
    while (goesOn) {
      for (const path of [`/v1/reports/detailed?${query}&limit=100`, `/v1/reports/consolidated?${query}&groupBy=day`]) {
        const { status } = await api.get(path);
        if (status !== 200) throw new Error(`${path} answered ${status}`);
        done.reads += 1;
        await pause(100);
      }
    }
  })();
  return {
    end: async () => {
      goesOn = false;
      await Promise.all([exporting, reading]);
      return done;
    },
  };
}
