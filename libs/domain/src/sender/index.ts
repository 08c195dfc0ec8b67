export * from './sender.commands';
export { senderAggregate, senderDecider } from './sender.decider';
export * from './sender.events';
export * from './sender.standing';
export { rateOfNumber } from './rate';
export { type WarmUp, warmUpAt, warmUpCurve, type WarmUpDay } from './warm-up';
export { type KnownSender, type Sender } from './sender.state';
