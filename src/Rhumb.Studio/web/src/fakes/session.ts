import type { Session } from "../api/types";

/** A session as the server might tell of it: one slider that has its direction, at the centre. */
export function fakeSession(more: Partial<Session> = {}): Session {
  return {
    id: "a", name: null, generator: "chair", revision: 1, actions: 1, sliderCount: 1, path: [{ id: 0, isStart: true, otherBranches: [] }], current: 0, place: [0],
    line: { singularValues: [1], ranges: [1], lowerRanges: [1] }, directionsFailed: null, best: null, stars: [], starShown: null, canUndo: false, canRedo: false,
    conditions: {}, interactions: 1, ...more,
  };
}
