import { type Decider, impossible } from '../decider';
import { sameJson } from '../json';
import { Refusal } from '../refusal';
import { outweighs } from '../said';
import { stream } from '../streams';
import type { SenderCommand } from './sender.commands';
import type { SenderEvent, SenderPauseReason, SenderSettings } from './sender.events';
import { hasSunk, type Quality, strictnessOfLimit, strictnessOfQuality, strictnessOfStanding } from './sender.standing';
import { evolveSender, isSameName, type KnownSender, type Sender } from './sender.state';
import { warmUpAt } from './warm-up';

/** How many foreign names a sender remembers: enough to see what is wrong, and no room for whoever sends us names without end. */
const FOREIGN_NAMES = 20;

/** A business phone number at a provider. */
export const senderDecider: Decider<Sender, SenderCommand, SenderEvent> = {
  initial: { status: 'none' },
  evolve: evolveSender,
  decide(command, sender) {
    if (command.type === 'RegisterSender') {
      const { type: _, ...registered } = command;
      return sender.status === 'none' ? [{ type: 'SenderRegistered', data: registered }] : [];
    }
    if (sender.status === 'none') throw new Refusal('not_found', 'There is no such sender.');
    switch (command.type) {
      case 'ConnectSender': {
        const { type: _, ...facts } = command;
        return sameJson(facts, sender.facts) ? [] : [{ type: 'SenderConnected', data: facts }];
      }
      case 'EditSender': {
        const fields = Object.keys(command.changes) as (keyof SenderSettings)[];
        const same = fields.every((field) => sameJson(command.changes[field], sender[field]));
        return same ? [] : [{ type: 'SenderEdited', data: command.changes }];
      }
      case 'PauseSender': {
        const { by, reason, remedy } = command;
        return pause(sender, { by, reason, remedy });
      }
      case 'ResumeSender':
        return resume(sender, command);
      case 'HearStanding':
        return hearStanding(sender, command);
      case 'HearFacts':
        return hearFacts(sender, command);
      case 'PlanWarmUp': {
        const { startsAt, limits } = command;
        return sameJson(limits, sender.warmUp?.limits) ? [] : [{ type: 'WarmUpPlanned', data: { startsAt, limits } }];
      }
      case 'EndWarmUp':
        return sender.warmUp === null ? [] : [{ type: 'WarmUpEnded', data: {} }];
      case 'NoteForeignCallbacks': {
        const { type: _, ...name } = command;
        const { foreign } = sender;
        if (foreign.length >= FOREIGN_NAMES || foreign.some((held) => isSameName(held, name))) return [];
        return [{ type: 'ForeignCallbacksReceived', data: { ...name, all: [...foreign, name] } }];
      }
      case 'ExplainForeignCallbacks': {
        const { type: _, ...name } = command;
        const all = sender.foreign.filter((held) => !isSameName(held, name));
        return all.length === sender.foreign.length
          ? []
          : [{ type: 'ForeignCallbacksExplained', data: { ...name, all } }];
      }
      default:
        return impossible(command);
    }
  },
};

export const senderAggregate = { decider: senderDecider, stream: stream.sender };

type Of<Type extends SenderCommand['type']> = Extract<SenderCommand, { type: Type }>;

/** An admin has one reason, whatever its text; the system has as many as it names. */
function pause({ pauseReasons }: KnownSender, added: SenderPauseReason): SenderEvent[] {
  const held = pauseReasons.filter(({ by }) => by === added.by);
  if (held.some(({ by, reason }) => by === 'admin' || reason === added.reason)) return [];
  return [{ type: 'SenderPaused', data: { ...added, reasons: [...pauseReasons, added] } }];
}

function resume({ pauseReasons }: KnownSender, command: Of<'ResumeSender'>): SenderEvent[] {
  const lifted = ({ by, reason }: SenderPauseReason) =>
    command.by === 'admin' || (by === 'system' && command.reasons.includes(reason));
  const removed = pauseReasons.filter(lifted);
  if (removed.length === 0) return [];
  const reasons = pauseReasons.filter((reason) => !lifted(reason));
  return [{ type: 'SenderResumed', data: { by: command.by, removed, reasons } }];
}

/** The word is kept even where it changes nothing, since it decides about those that come later and were said before. */
function hearStanding(sender: KnownSender, command: Of<'HearStanding'>): SenderEvent[] {
  const { topic, word, saidAt, lifts } = command;
  if (!outweighs({ word, at: saidAt }, sender.standing[topic], strictnessOfStanding)) return [];
  const heard: SenderEvent = { type: 'SenderStandingHeard', data: { topic, word, saidAt } };
  if (command.pause !== null) return [heard, ...pause(sender, { by: 'system', ...command.pause })];
  return [heard, ...resume(sender, { type: 'ResumeSender', by: 'system', reasons: lifts })];
}

const HURT =
  'The platform has lowered the quality of the number while it warms up. Wait until it is good again, or plan a slower warm-up, then resume the sender.';

/** A number that people complain of while it is new is sent from no more until somebody has looked. */
function hurtWarmUp(sender: KnownSender, quality: Quality, saidAt: string): SenderEvent[] {
  const isOn = warmUpAt(sender.warmUp, Date.parse(saidAt)) !== null;
  if (!isOn || !hasSunk(sender.facts?.quality ?? null, quality)) return [];
  return pause(sender, { by: 'system', reason: 'warm_up_quality', remedy: HURT });
}

function hearFacts(sender: KnownSender, { saidAt, quality, tier, throughput }: Of<'HearFacts'>): SenderEvent[] {
  const events: SenderEvent[] = [];
  const said = <Word>(word: Word) => ({ word, at: saidAt });
  if (quality !== undefined && outweighs(said(quality), sender.saidQuality, strictnessOfQuality)) {
    events.push({ type: 'SenderQualityChanged', data: { quality, saidAt } });
    events.push(...hurtWarmUp(sender, quality, saidAt));
  }
  if (tier !== undefined && outweighs(said(tier), sender.saidTier, strictnessOfLimit)) {
    events.push({ type: 'SenderTierChanged', data: { tier, saidAt } });
  }
  if (throughput !== undefined && outweighs(said(throughput), sender.saidThroughput, strictnessOfLimit)) {
    events.push({ type: 'SenderThroughputChanged', data: { throughput, saidAt } });
  }
  return events;
}
