import { contactDocumentId, type KnownCanary } from '@arauto/domain';
import type { Found, ViewReader } from '@arauto/read-models';
import { contactsView } from '@arauto/read-models/operational';

/** Read at once. */
const CHUNK = 500;

/** Who is in the canary of a campaign, and of them who is due. The audience is gone through once, for their keys; then they are asked for by name. */
export class CanaryInView {
  private keys: readonly string[] | undefined;
  /** At the last look nobody was due. */
  isOut = false;

  constructor(
    private readonly campaignId: string,
    private readonly views: Pick<ViewReader, 'stream' | 'getMany'>,
  ) {}

  /** @param now wall clock, milliseconds */
  async due(canary: KnownCanary, now: number): Promise<Found<typeof contactsView>[]> {
    this.keys ??= await leastKeys(this.campaignId, canary.contacts, this.views, canary);
    const due: Found<typeof contactsView>[] = [];
    for (let from = 0; from < this.keys.length; from += CHUNK) {
      const ids = this.keys.slice(from, from + CHUNK).map((key) => contactDocumentId(this.campaignId, key));
      const docs = await this.views.getMany(contactsView, ids);
      docs.forEach((doc, n) => {
        if (doc?.queue === this.campaignId && doc.dueAt !== null && doc.dueAt <= now) due.push({ id: ids[n]!, doc });
      });
    }
    return due;
  }
}

/**
 * The keys of those who wait, the least first: they are hashes, so that the least are a fair sample of everybody, and the same ones whenever it is
 * asked. Goes through all who wait.
 * @param canary only those of it
 */
export async function leastKeys(
  campaignId: string,
  most: number,
  views: Pick<ViewReader, 'stream'>,
  canary?: Pick<KnownCanary, 'upTo' | 'uploads'>,
): Promise<readonly string[]> {
  const where = [{ field: 'queue', equals: campaignId }] as const;
  let least: string[] = [];
  let bar = canary?.upTo;
  for await (const page of views.stream(contactsView, { where, fields: ['contactKey', 'uploadId'] })) {
    for (const { doc } of page) {
      const isOne = (bar === undefined || doc.contactKey <= bar) && (canary?.uploads.includes(doc.uploadId) ?? true);
      if (isOne) least.push(doc.contactKey);
    }
    if (least.length <= 2 * most) continue;
    least = least.sort(byKey).slice(0, most);
    bar = least.at(-1);
  }
  return least.sort(byKey).slice(0, most);
}

function byKey(a: string, b: string): number {
  return a < b ? -1 : 1;
}
