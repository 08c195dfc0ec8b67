import { subscriberOf } from '../platform/phones';
import type { World } from '../world';
import type { Judging } from './judging';

/** Cells and nothing in them: no row. */
const BLANK = ',';

/** Every row of the files is in the uploads, and everybody whose number is written out in full is a contact. */
export function judgeFiles(world: World, judge: Judging): void {
  const { plan, campaigns, disks } = world;
  for (const [nth, { id }] of campaigns.entries()) {
    const said = [...(judge.facts.campaigns.get(id)?.uploads.values() ?? [])];
    const read = said.filter((each) => each !== undefined && !('error' in each));
    const files = plan.campaigns[nth]!.files;
    const rowsOfFiles = files.map(({ lines }) => lines.filter((line) => line !== BLANK).length);
    for (const { rows = 0 } of read as readonly Readonly<Record<string, number>>[]) {
      const at = rowsOfFiles.indexOf(rows);
      if (at < 0) judge.fail('every row is somewhere', `an upload of ${id} has ${rows} rows, as no file of it`);
      else rowsOfFiles.splice(at, 1);
    }
    // Only then is it known that each of them was read.
    if (read.length !== files.length || said.length !== files.length) continue;
    const there = new Set<string>();
    for (const { stream, type, data } of disks.log.events) {
      if (type !== 'ContactUploaded' || !stream.startsWith(`contact-${id}.`)) continue;
      const entry = disks.vault.entries.get(String(data['ref']));
      const { phone } = JSON.parse(entry?.json ?? '{}') as { readonly phone?: string | null };
      if (phone) there.add(subscriberOf(phone.replace(/\D/g, '')));
    }
    for (const { lines } of files) {
      for (const line of lines) {
        const [, phone] = /^\+(\d{11,13}),/.exec(line) ?? [];
        if (phone === undefined || there.has(subscriberOf(phone))) continue;
        judge.fail('every row is somewhere', `+${phone} is in a file of ${id}, and is no contact of it`);
      }
    }
  }
}
