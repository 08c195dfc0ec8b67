/** One of several numbers that a campaign is sent from, and its share of the persons beside the others'. */
export type WeightedSender = { readonly senderId: string; readonly weight: number };

/**
 * The number that a person is written to from: the same one whenever it is asked, and in every campaign of the same numbers with the same weights. It is a
 * weighted rendezvous: a number that may not be used takes none but its own persons along, and gives them back to it when it may be again.
 * @param mayBe false for numbers that are out of the question
 * @returns undefined where none may be used
 */
export function stickySender(
  person: string,
  senders: readonly WeightedSender[],
  mayBe: (senderId: string) => boolean = () => true,
): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const { senderId, weight } of senders) {
    if (!mayBe(senderId)) continue;
    // The least of exponential variables falls to each in the proportion of the rates.
    const drawn = -Math.log(fractionOf(person, senderId)) / weight;
    if (drawn < least) [best, least] = [senderId, drawn];
  }
  return best;
}

/** A number in (0, 1) that looks as if it were drawn: FNV-1a, its bits mixed as MurmurHash3 ends. */
function fractionOf(person: string, senderId: string): number {
  let hash = hashed(hashed(0x811c9dc5, senderId), person);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}

function hashed(hash: number, text: string): number {
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
