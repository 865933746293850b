// The same numbers from the same seed (xorshift).
export class Random {
  constructor(seed) { this.state = seed >>> 0 || 1; }
  below(most) {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state % most;
  }
}
