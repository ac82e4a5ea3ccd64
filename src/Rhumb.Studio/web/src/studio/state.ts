import type { Generator, GeneratorKind, Session } from "../api/types";
import type { ConnectionState } from "../frames/connection";
import type { Samples } from "./showcase";

export interface Notice {
  readonly message: string;
  readonly remedy: string | null;
}

export interface StudioState {
  readonly generators: readonly Generator[];
  /** The start page, where a generator is chosen, in place of a walk. */
  readonly choosing: boolean;
  /** A few samples of each generator, for the start page. */
  readonly samples: Samples;
  /** What the open walk's generator makes; stays while another walk opens, so that its view stays. */
  readonly kind: GeneratorKind | null;
  readonly session: Session | null;
  /** The sliders as the hand holds them: ahead of what the session has recorded. */
  readonly place: readonly number[];
  /** The slider that the arrow keys move. */
  readonly active: number;
  readonly connection: ConnectionState;
  readonly notice: Notice | null;
  /** Conditions chosen and not yet acknowledged, by name; null when all are. */
  readonly chosen: Readonly<Record<string, string>> | null;
  /** Share of the output that has changed since the start, in [0, 1]; null until known. */
  readonly changed: number | null;
  readonly pictures: ReadonlyMap<string, string>;
  /** A frame has been shown: the page is alive. */
  readonly alive: boolean;
  readonly touched: boolean;
  /** What was kept stands beside the current one. */
  readonly comparing: boolean;
  /** Undo put the sliders back to the centre: redo puts them here again. */
  readonly undone: { readonly step: number; readonly place: readonly number[] } | null;
}

export const initialState: StudioState = {
  generators: [], choosing: false, samples: new Map(), kind: null, chosen: null, session: null, place: [], active: 0, connection: "connecting", notice: null, changed: null,
  pictures: new Map(), alive: false, touched: false, comparing: false, undone: null,
};
