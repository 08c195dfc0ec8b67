import { type Draws } from './draws';
import { type Knobs } from './knobs';

/** Quantiles of the standard normal distribution. */
const Z95 = 1.644854;
const Z99 = 2.326348;

function logNormal(draws: Draws, name: string, median: number, quantile: number, z: number): number {
  if (median <= 0) return 0;
  const sigma = Math.max(0, Math.log(quantile / median) / z);
  return median * Math.exp(sigma * draws.normal(name));
}

/** Milliseconds until the HTTP response, before the speed is applied; so are all below. */
export function responseDelay(knobs: Knobs, draws: Draws): number {
  return logNormal(draws, 'response', knobs.responseMedianMs, knobs.responseP99Ms, Z99);
}

/** From acceptance to leaving the provider. */
export function sentDelay(knobs: Knobs, draws: Draws): number {
  return logNormal(draws, 'sent', knobs.sentMedianMs, knobs.sentP99Ms, Z99);
}

/** From acceptance to the handset, whose owner is online, away for a while, or away for long. */
export function deliveryDelay(knobs: Knobs, draws: Draws): number {
  const { onlineWeight, offlineShortWeight, offlineLongWeight } = knobs;
  const presence = draws.uniform('presence') * (onlineWeight + offlineShortWeight + offlineLongWeight);
  if (presence < onlineWeight) return logNormal(draws, 'online', knobs.onlineMedianMs, knobs.onlineP99Ms, Z99);
  if (presence < onlineWeight + offlineShortWeight) {
    return logNormal(draws, 'short', knobs.offlineShortMedianMs, knobs.offlineShortP95Ms, Z95);
  }
  return logNormal(draws, 'long', knobs.offlineLongMedianMs, knobs.offlineLongP99Ms, Z99);
}

/** From delivery to the person looking: soon, the same day, or within two days. */
export function readDelay(knobs: Knobs, draws: Draws): number {
  const { readSoonShare, readSoonMs, readLaterShare, readLaterMs, readLastMs } = knobs;
  const within = draws.uniform('read.within');
  const when = draws.uniform('read.when');
  if (when < readSoonShare) return within * readSoonMs;
  if (when < readSoonShare + readLaterShare) return readSoonMs + within * (readLaterMs - readSoonMs);
  return readLaterMs + within * (readLastMs - readLaterMs);
}

/** From reading to writing back. */
export function replyDelay(knobs: Knobs, draws: Draws): number {
  return logNormal(draws, 'reply', knobs.replyMedianMs, knobs.replyP95Ms, Z95);
}
