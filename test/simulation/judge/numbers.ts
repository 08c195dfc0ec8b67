import type { RecordedEvent } from '@arauto/event-store';
import type { WrittenCall } from '../platform/ground-truth';
import type { World } from '../world';
import { addresseeOf, type Judging, type Rules } from './judging';

interface Share {
  readonly senderId: string;
  readonly weight: number;
}

/** Campaigns of several numbers: each of their persons is written to from one, which the start has settled. */
export class Numbers implements Rules {
  /** Of campaigns that have started. */
  private readonly shares = new Map<string, readonly Share[]>();
  /** Senders that were paused at some time or other. */
  private readonly stopped = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {}

  heard({ type, stream, data }: RecordedEvent): void {
    if (type === 'SenderPaused') this.stopped.add(stream.slice('sender-'.length));
    if (type !== 'CampaignStarted') return;
    const { senderIds } = data['settings'] as { readonly senderIds: readonly string[] };
    const weights = (data['weights'] ?? [1]) as readonly number[];
    const shares = senderIds.map((senderId, n) => ({ senderId, weight: weights[n]! }));
    this.shares.set(stream.slice('campaign-'.length), shares);
  }

  /** From its own; or from the next best where its own has ever stopped, and the campaign moves persons then. */
  called({ callbackData, number }: WrittenCall): void {
    const { campaignId, key } = addresseeOf(callbackData);
    const shares = this.shares.get(campaignId);
    if (!shares) return;
    const senderId = this.world.senderOf(number);
    for (const wanted of inOrder(key, shares)) {
      if (wanted === senderId) return;
      if (this.world.planOf(campaignId)?.whenSenderStops !== 'move' || !this.stopped.has(wanted)) break;
    }
    this.judge.fail(
      'each person has one number',
      `${callbackData} leaves from ${senderId ?? number}, which is not its own`,
    );
  }
}

/** The senders as a person would have them, the best first. */
function inOrder(key: string, shares: readonly Share[]): readonly string[] {
  return shares
    .map(({ senderId, weight }) => ({ senderId, drawn: -Math.log(drawnOf(senderId + key)) / weight }))
    .sort((one, other) => one.drawn - other.drawn)
    .map(({ senderId }) => senderId);
}

/** FNV-1a, and the end of MurmurHash3, as a number in (0, 1). */
function drawnOf(text: string): number {
  let hash = 2_166_136_261;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16_777_619);
  for (const [shift, factor] of [
    [16, 0x85ebca6b],
    [13, 0xc2b2ae35],
    [16, 1],
  ] as const) {
    hash = Math.imul(hash ^ (hash >>> shift), factor);
  }
  return ((hash >>> 0) + 0.5) / 2 ** 32;
}
