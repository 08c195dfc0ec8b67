import { type Clock } from './clock';
import { type InboundContent } from './inbound-update';
import { mediaContent, sha256Of } from './media-content';

/** A file that a person sent. */
export interface SentFile {
  readonly id: string;
  readonly mimeType: string;
  /** Id of the number it was sent to. */
  readonly number: string;
  /** When it is forgotten. */
  readonly until: number;
}

/** As the platform has it: for 7 days, of which no speed leaves less than a real hour (platform reference, 1.7). */
const KEPT_MS = 7 * 24 * 3_600_000;
const KEPT_AT_LEAST_MS = 3_600_000;

/** The files that persons sent, as far as they are not forgotten. Their content is made when somebody asks for it. */
export class InboundMedia {
  private readonly files: Map<string, SentFile>;
  private readonly keptMs: number;

  /** @param epoch of the run: what it gives out is no other run's */
  constructor(
    private readonly clock: Clock,
    private readonly epoch: string,
    speed: number,
    state?: ReadonlyMap<string, SentFile>,
  ) {
    this.files = new Map(state);
    this.keptMs = Math.max(KEPT_AT_LEAST_MS, KEPT_MS / speed);
  }

  get state(): ReadonlyMap<string, SentFile> {
    return this.files;
  }

  /**
   * Keeps the file of what a person wrote, where it has one.
   * @param serial no other message has it
   */
  keep(content: InboundContent, number: string, serial: number): { id: string; sha256: string } | undefined {
    if (!('media' in content)) return undefined;
    this.forget();
    const { mimeType } = content.media;
    const id = `1${digits(parseInt(this.epoch, 16), 10)}${digits(serial, 8)}`;
    this.files.set(id, { id, mimeType, number, until: this.clock.now() + this.keptMs });
    return { id, sha256: sha256Of(mediaContent(id, mimeType)).toString('base64') };
  }

  find(id: string): SentFile | undefined {
    this.forget();
    return this.files.get(id);
  }

  private forget(): void {
    const now = this.clock.now();
    // In the order of their coming, so that those that are left are behind those that go.
    for (const { id, until } of this.files.values()) {
      if (until > now) return;
      this.files.delete(id);
    }
  }
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
