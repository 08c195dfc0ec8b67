import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineOptions, type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { Front } from './front';

const DUTIES = ['api', 'dispatcher', 'projector', 'reactions'] as const;
type Duty = (typeof DUTIES)[number];

/** One process of an engine. */
export interface Member {
  /** `api-1`. */
  readonly name: string;
  readonly duty: Duty;
  engine: EngineProcess;
}

export type FleetOptions = Omit<EngineOptions, 'dataDirectory' | 'onSpawn'>;

/** An engine of several processes for each duty, on servers, with something before its api processes. */
export class Fleet {
  private constructor(
    readonly members: readonly Member[],
    readonly front: Front,
    private readonly options: FleetOptions,
  ) {}

  /** All of them at once, on empty stores. */
  static async start(ofEach: number, options: FleetOptions = {}): Promise<Fleet> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'arauto-fleet-'));
    const starting = DUTIES.flatMap((duty) =>
      Array.from({ length: ofEach }, async (_, nth): Promise<Member> => {
        const engine = await startEngineProcess({
          ...options,
          dataDirectory,
          environment: { ...options.environment, ARAUTO_DUTIES: duty },
        });
        return { name: `${duty}-${nth + 1}`, duty, engine };
      }),
    );
    const members = await Promise.all(starting);
    const front = await Front.open(() => members.filter(({ duty }) => duty === 'api').map(({ engine }) => engine.url));
    return new Fleet(members, front, options);
  }

  get adminKey(): string {
    return this.members[0]!.engine.adminKey;
  }

  /** The stores, as any of them has them. */
  get stores(): EngineProcess {
    return this.members[0]!.engine;
  }

  async kill({ engine }: Member): Promise<void> {
    await engine.kill();
  }

  /** Starts it again, after `kill` or `stop`, where it listened before. @param options of this one instead */
  async start(member: Member, options: FleetOptions = {}): Promise<void> {
    const { dataDirectory, url } = member.engine;
    const environment = { ...this.options.environment, ...options.environment };
    member.engine = await startEngineProcess({
      ...{ ...this.options, ...options, dataDirectory },
      environment: { ...environment, ARAUTO_DUTIES: member.duty, ARAUTO_PORT: new URL(url).port },
    });
  }

  /** Ends all of them as an operator would. @returns exit codes that are not 0, by name */
  async stop(): Promise<Record<string, number | null>> {
    const ends = await Promise.all(this.members.map(async ({ name, engine }) => [name, await engine.stop()] as const));
    await this.front.close();
    return Object.fromEntries(ends.filter(([, code]) => code !== 0));
  }

  async discard(): Promise<void> {
    await Promise.all(this.members.map(({ engine }) => engine.kill()));
    await this.front.close();
    await this.stores.discard();
  }
}
