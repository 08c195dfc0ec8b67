import { isDuplicateKey } from '@arauto/mongo';
import type { Collection, Db } from 'mongodb';
import type { Notice, Notices, Word } from '../notices';

interface NoticeDocument {
  readonly _id: { readonly topic: string; readonly from: string };
  /** As JSON, since there is JSON that no document can be; null where it was taken back. */
  readonly word: string | null;
  /** Which of all that its process ever said: a write that comes late finds a later word there, and changes nothing. */
  readonly nth: number;
  /** By the server's clock. */
  readonly at: Date;
}

const KEPT_SECONDS = 24 * 3600;

export class MongoNotices implements Notices {
  private readonly notices: Collection<NoticeDocument>;
  private said = 0;

  constructor(
    database: Db,
    readonly instance: string,
  ) {
    this.notices = noticesOf(database);
  }

  post(topic: string, word: Word): Promise<void> {
    return this.say(topic, JSON.stringify(word));
  }

  withdraw(topic: string): Promise<void> {
    return this.say(topic, null);
  }

  async read(topic: string, maxAgeMs: number): Promise<readonly Notice[]> {
    const ageMs = { $subtract: ['$$NOW', '$at'] };
    const said = { '_id.topic': topic, word: { $ne: null }, $expr: { $lte: [ageMs, maxAgeMs] } };
    const found = await this.notices
      .find(said)
      .project<{ _id: NoticeDocument['_id']; word: string; ageMs: number }>({ word: 1, ageMs })
      .toArray();
    // another server's clock may be behind
    return found.map(({ _id: { from }, word, ageMs }) => ({
      from,
      word: JSON.parse(word) as Word,
      ageMs: Math.max(0, ageMs),
    }));
  }

  private async say(topic: string, word: string | null): Promise<void> {
    const nth = ++this.said;
    const earlier = { _id: { topic, from: this.instance }, nth: { $lt: nth } };
    const update = { $set: { word, nth }, $currentDate: { at: true } } as const;
    try {
      await this.notices.updateOne(earlier, update, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // there is a later word, or there was none when this began
      await this.notices.updateOne(earlier, update);
    }
  }
}

export async function makeNoticeIndexes(database: Db): Promise<void> {
  await noticesOf(database).createIndexes([
    { name: 'topic', key: { '_id.topic': 1 } },
    { name: 'forgotten', key: { at: 1 }, expireAfterSeconds: KEPT_SECONDS },
  ]);
}

function noticesOf(database: Db): Collection<NoticeDocument> {
  return database.collection('notices');
}
