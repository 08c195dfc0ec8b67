import { type Decider, impossible, laterEvent } from '../decider';
import { Refusal } from '../refusal';
import { stream } from '../streams';

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type NumberEvent =
  | Event<'NumberClaimed', { readonly senderId: string; readonly at: string }>
  | Event<'NumberReleased', { readonly senderId: string }>;

export type NumberCommand =
  | {
      readonly type: 'ClaimNumber';
      readonly senderId: string;
      readonly at: string;
      /** Of the connection, what tells the number from others: what is refused when somebody has it. */
      readonly setting: string;
      /** A holder that turned out to have nothing to do with the number: a process died between its claim and what the claim was for. */
      readonly insteadOf?: string | undefined;
    }
  | { readonly type: 'ReleaseNumber'; readonly senderId: string };

export type PlatformNumber = { readonly holder: { readonly senderId: string; readonly since: string } | null };

/** A number, by what its platform calls it, belongs to one sender of the installation: its stream is where two that want it at once are told apart. */
export const numberDecider: Decider<PlatformNumber, NumberCommand, NumberEvent> = {
  initial: { holder: null },
  decide(command, { holder }) {
    const { senderId } = command;
    switch (command.type) {
      case 'ClaimNumber':
        if (holder?.senderId === senderId) return [];
        if (holder !== null && holder.senderId !== command.insteadOf) throw alreadyRegistered(command.setting);
        return [{ type: 'NumberClaimed', data: { senderId, at: command.at } }];
      case 'ReleaseNumber':
        return holder?.senderId === senderId ? [{ type: 'NumberReleased', data: { senderId } }] : [];
      default:
        return impossible(command);
    }
  },
  evolve(number, event) {
    switch (event.type) {
      case 'NumberClaimed':
        return { holder: { senderId: event.data.senderId, since: event.data.at } };
      case 'NumberReleased':
        return { holder: null };
      default:
        return laterEvent(event, number);
    }
  },
};

export const numberAggregate = { decider: numberDecider, stream: stream.number };

/** Whose it is stays unsaid: the holder may be somebody else's. */
function alreadyRegistered(setting: string): Refusal {
  const message = `A sender with this ${setting} is registered already.`;
  const errors = [{ path: `connection.${setting}`, code: 'already_registered', message }];
  return new Refusal('already_registered', message, { errors });
}
