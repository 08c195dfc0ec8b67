import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Best first: how the page may be sent, and what the build has appended to its name. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** `dist/dashboard`, beside `dist/apps`. */
export const DASHBOARD_FOLDER = join(__dirname, '../../../../../dashboard');

interface Page {
  /** Weak: the same page in every encoding. */
  readonly tag: string;
  readonly plain: Buffer;
  readonly packed: readonly { readonly encoding: string; readonly bytes: Buffer }[];
}

/** The dashboard as its build left it. */
export class BuiltDashboard {
  private page: Page;
  private madeAt: number;

  private constructor(
    private readonly folder: string,
    /** First segments of the paths that are pages. */
    readonly pages: readonly string[],
  ) {
    this.page = this.read();
    this.madeAt = this.changedAt();
  }

  /** Undefined where it was not built. */
  static in(folder: string): BuiltDashboard | undefined {
    if (!existsSync(join(folder, 'index.html'))) return undefined;
    return new BuiltDashboard(folder, JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8')) as string[]);
  }

  /** Files with a hash in their names. */
  get assets(): string {
    return join(this.folder, 'assets');
  }

  /** The page in the best encoding that is accepted; the newest, since one of yesterday names files that a new build has taken away. */
  answer(acceptEncoding = ''): { readonly tag: string; readonly bytes: Buffer; readonly encoding: string | undefined } {
    const changed = this.changedAt();
    if (changed !== this.madeAt) [this.page, this.madeAt] = [this.read(), changed];
    const { tag, plain, packed } = this.page;
    const best = packed.find(({ encoding }) => accepts(acceptEncoding, encoding));
    return { tag, bytes: best?.bytes ?? plain, encoding: best?.encoding };
  }

  /** What it was, while a build is replacing it. */
  private changedAt(): number {
    return statSync(join(this.folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? this.madeAt;
  }

  private read(): Page {
    const index = join(this.folder, 'index.html');
    const plain = readFileSync(index);
    const packed = ENCODINGS.filter(([, ending]) => existsSync(index + ending)).map(([encoding, ending]) => ({
      encoding,
      bytes: readFileSync(index + ending),
    }));
    return { tag: `W/"${createHash('sha1').update(plain).digest('base64url')}"`, plain, packed };
  }
}

/** Whether a client takes an encoding; `q=0` forbids it (RFC 9110 section 12.5.3). */
function accepts(header: string, encoding: string): boolean {
  return header.split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    return name === encoding && !parameters.some((each) => /^q=0(\.0*)?$/.test(each));
  });
}
