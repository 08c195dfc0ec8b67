/**
 * Everything that happened in a world as one number, told step by step: two worlds with the same one went the same way. No cryptography, which
 * would cost as much as half of what happens.
 */
export class Trace {
  private readonly time = new Float64Array(1);
  private readonly halves = new Uint32Array(this.time.buffer);
  private high = 0x9e37_79b9;
  private low = 0x85eb_ca6b;
  /** Of names, which come again and again. */
  private readonly known = new Map<string, number>();

  take(at: number, who: string, what: string): void {
    this.time[0] = at;
    this.mix(this.halves[0]!);
    this.mix(this.halves[1]!);
    this.mix(this.ofText(who));
    this.mix(this.ofText(what));
  }

  toString(): string {
    return [this.high, this.low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private mix(value: number): void {
    this.high = Math.imul(this.high ^ value, 0x0100_0193) ^ (this.low >>> 13);
    this.low = Math.imul(this.low ^ value ^ (this.high >>> 7), 0xcc9e_2d51) + (this.high | 0);
    this.low = (this.low << 15) | (this.low >>> 17);
  }

  private ofText(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    let hash = text.length;
    for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x0100_0193);
    this.known.set(text, hash);
    return hash;
  }
}
