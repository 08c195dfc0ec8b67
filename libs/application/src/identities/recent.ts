/** The names that were added or asked for last, so many of them. */
export class Recent {
  private readonly names = new Set<string>();

  constructor(private readonly most: number) {}

  add(name: string): void {
    this.names.delete(name);
    this.names.add(name);
    if (this.names.size <= this.most) return;
    for (const oldest of this.names) {
      this.names.delete(oldest);
      return;
    }
  }

  has(name: string): boolean {
    if (!this.names.has(name)) return false;
    this.add(name);
    return true;
  }
}
