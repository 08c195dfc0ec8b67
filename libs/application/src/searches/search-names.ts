import { type Clock, instant } from '@arauto/clock';
import {
  Refusal,
  searchAggregate,
  type SearchName,
  searchNameAggregate,
  searchNameTaken,
  stream,
} from '@arauto/domain';
import { type EventReader, namedId } from '@arauto/event-store';
import { searchesView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, EVENT_STORE, VIEWS } from '../tokens';
import { CommandRunner, type Steps } from '../use-case/command-runner';
import type { Views } from '../views';

/** How long a command waits for the views, milliseconds. */
const PATIENCE = 2000;
/** How old the claim of a search that does not have the name must be to be one that a crash left behind, milliseconds. */
const ABANDONED_AFTER = 60_000;

/**
 * The names that searches of a key have: each is one's only. Of two that want one at once the claims in the log tell which gets it; the views know
 * those that searches had before there were claims.
 */
@Injectable()
export class SearchNames {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(EVENT_STORE) private readonly events: Pick<EventReader, 'head'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Before the search has it; harmless where it has. @throws Refusal `already_exists` where another search has it */
  async claim(steps: Steps, owner: string, name: string, searchId: string): Promise<void> {
    await this.caughtUp();
    await this.claimOne(steps, owner, name, searchId);
  }

  /** The name itself where it is free, else with a number: `Lidas (2)`. */
  async claimFree(steps: Steps, owner: string, name: string, searchId: string): Promise<string> {
    await this.caughtUp();
    for (let n = 1; ; n++) {
      const each = n === 1 ? name : `${name} (${n})`;
      try {
        await this.claimOne(steps, owner, each, searchId);
        return each;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
  }

  /** After the search has another, or is no more. */
  async release({ aside }: Steps, owner: string, name: string, searchId: string): Promise<void> {
    const { decider } = searchNameAggregate;
    await aside(decider, stream.searchName(owner, hashOf(name)), { type: 'ReleaseSearchName', searchId });
  }

  private async claimOne({ aside }: Steps, owner: string, name: string, searchId: string): Promise<void> {
    if (await this.isShown(owner, name, searchId)) throw searchNameTaken();
    const hash = hashOf(name);
    const { holder } = (await this.runner.load(searchNameAggregate, owner, hash)).state;
    const insteadOf = (await this.isAbandoned(holder, name)) ? holder?.searchId : undefined;
    const at = instant(this.clock.now());
    const { decider } = searchNameAggregate;
    await aside(decider, stream.searchName(owner, hash), { type: 'ClaimSearchName', searchId, at, insteadOf });
  }

  /** The process died after the claim and before the search had the name, or after it had another and before this was released. */
  private async isAbandoned(holder: SearchName['holder'], name: string): Promise<boolean> {
    if (holder === null) return false;
    const { state } = await this.runner.load(searchAggregate, holder.searchId);
    // What is deleted never gets a name any more.
    if (state.status === 'deleted') return true;
    const isOld = this.clock.now() - Date.parse(holder.since) >= ABANDONED_AFTER;
    return isOld && (state.status === 'none' || state.name !== name);
  }

  private async isShown(owner: string, name: string, searchId: string): Promise<boolean> {
    const where = [
      { field: 'owner', equals: owner },
      { field: 'name', equals: name },
    ] as const;
    const found = await this.views.operational.find(searchesView, { where, limit: 2, fields: ['name'] });
    return found.some(({ id }) => id !== searchId);
  }

  /** What was saved a moment ago counts; views that are far behind keep nobody waiting. */
  private async caughtUp(): Promise<void> {
    await this.views.reached('operational', await this.events.head(), PATIENCE);
  }
}

function hashOf(name: string): string {
  return namedId('name of a search', name);
}
