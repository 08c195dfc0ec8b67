import type { Position } from '@arauto/event-store';
import type { Duty } from '../../../config/configuration';
import type { EngineStatus, ProjectionStatus } from './http/dependencies';
import { viewsOf } from './projector/projections';
import { GROUPS } from './projector/projectors';
import type { Runtime } from './runtime';
import type { StoreCondition } from './stores/store-watch';

/** Nobody's ids: it is read without a key. */
const FOREIGN = 'callbacks of numbers or accounts that are not registered arrive: see the warnings of the senders';

/** What comes of it where no process has a duty. */
const WITHOUT: Readonly<Record<Duty, string>> = {
  api: 'nobody serves requests and webhooks',
  dispatcher: 'nothing is sent',
  projector: 'the views stay as they are',
  reactions: 'files are not read, and campaigns do not begin or end by themselves',
};

/**
 * What the engine says of itself.
 * @param head of the log when the engine started: ready means that the views have got there
 * @param system what runs here
 */
export function engineStatus(runtime: Runtime, head: Position, system: EngineStatus['system']): EngineStatus {
  const { follower, storeWatch } = runtime;
  const { stores } = runtime.parts;

  async function projections(): Promise<ProjectionStatus[]> {
    const end = await storeWatch.head();
    return GROUPS.flatMap((group) => {
      const { position, filling, poison, stopped, standsBy, since } = stores.projector.status(group);
      const moving = filling || position < end ? 'catching_up' : 'live';
      const status = stopped !== null ? 'stopped' : standsBy ? 'standing_by' : moving;
      const shown = poison && { position: poison.position, type: poison.type, message: poison.error };
      const lag = Math.max(0, ordinal(end) - ordinal(position));
      return viewsOf(group).map(
        ({ name, version }) => ({ name, version, status, since, position, lag, poison: shown }) as const,
      );
    });
  }

  return {
    system,
    async readiness() {
      const behind = GROUPS.filter((group) => stores.projector.status(group).position < head);
      const stopped = GROUPS.filter((group) => stores.projector.status(group).stopped !== null);
      const { status, at } = follower;
      const conditions = storeWatch.conditions();
      const away = conditions.filter((store) => store.status === 'away');
      const waitingFor = [
        ...away.map(({ name, since }) => `the ${inWords(name)} has not answered since ${since}`),
        ...behind.map((group) => `the ${group} views have not caught up with the log`),
        ...stopped.map((group) => `the ${group} views have stopped: see projections`),
        ...(status === 'live' ? [] : [`the subscription to the log is ${status}`]),
      ];
      const subscriptions = [{ name: 'log', status, position: at }];
      const foreign = runtime.directory.all().some(({ sender }) => sender.foreign.length > 0);
      const slow = conditions.filter((store) => store.status === 'slow');
      const elsewhere = runtime.has('projector')
        ? GROUPS.filter((group) => stores.projector.status(group).standsBy)
        : [];
      const warnings = [
        ...slow.map(({ name, since }) => `the ${inWords(name)} has answered slowly since ${since}`),
        ...elsewhere.map((group) => `the ${group} views are written by another process: see projections`),
        ...(runtime.processes?.missing() ?? []).map(
          ({ duty, since }) => `no running process has had the duty ${duty} since ${since}: ${WITHOUT[duty]}`,
        ),
        ...(foreign ? [FOREIGN] : []),
        ...unmarked(runtime),
      ];
      return {
        ...{ ready: waitingFor.length === 0, duties: runtime.parts.duties, waitingFor, warnings, stores: conditions },
        ...{ projections: await projections(), subscriptions },
      };
    },
    async rebuild(name) {
      const group = GROUPS.find((each) => viewsOf(each).some((view) => view.name === name));
      if (group === undefined) return undefined;
      stores.projector.rebuild(group);
      return (await projections()).find((projection) => projection.name === name);
    },
    async measures() {
      const end = ordinal(await storeWatch.head());
      const lag = Object.fromEntries(
        GROUPS.map((group) => [group, Math.max(0, end - ordinal(stores.projector.status(group).position))]),
      );
      return {
        openAttempts: runtime.dispatcher.openAttempts,
        // How far the views are is asked most when they are being made: what they say is then left out.
        unmatched: await runtime.unmatched.size().catch(() => null),
        foreign: runtime.foreign.elements,
        lag,
      };
    },
  };
}

/** Why a restore would not be noticed, where it would not. */
function unmarked({ parts: { mark } }: Runtime): readonly string[] {
  if (!mark)
    return ['a restored log would not be noticed: ARAUTO_WATERMARK_DIR names no folder that can be written to'];
  return mark.isStuck ? ['the high-water mark of the log cannot be kept: see the log'] : [];
}

/** As sentences say it. */
function inWords(name: StoreCondition['name']): string {
  return name.replace('_', ' ');
}

/** Positions of the embedded log count events, those of EventStoreDB bytes. */
function ordinal(position: Position): number {
  return Number(position) || 0;
}
