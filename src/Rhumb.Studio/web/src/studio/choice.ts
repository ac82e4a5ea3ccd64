import type { Observable } from "./observable";
import type { StudioState } from "./state";

/** How long the keys rest before a choice counts. */
const rest = 250;

/** Conditions as they are chosen in a list: a choice counts when the keys rest, so that passing through the list is no step. */
export class Choice {
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly state: Observable<StudioState>, private readonly commit: (conditions: Readonly<Record<string, string>>) => Promise<void>) {}

  /** Condition `name` is `value` from now on. */
  set(name: string, value: string): void {
    this.state.set({ chosen: { ...this.state.get().chosen, [name]: value } });
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.decide(), rest);
  }

  /** Takes over at once what was chosen a moment ago; whether there was anything. */
  decide(): boolean {
    if (!this.timer) return false;
    clearTimeout(this.timer);
    this.timer = null;
    const { chosen } = this.state.get();
    // The list shows the choice until the server has answered, with its own or with a refusal.
    if (chosen) void this.commit(chosen).finally(() => this.timer === null && this.state.set({ chosen: null }));
    return true;
  }
}
