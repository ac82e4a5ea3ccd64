import type { components } from "./schema";

type Schemas = components["schemas"];

/** What the page has a view of: the studio refuses to start with anything else. */
export type GeneratorKind = Exclude<Schemas["GeneratorView"]["kind"], "sound">;
export type Generator = Omit<Schemas["GeneratorView"], "kind"> & { kind: GeneratorKind };
export type Session = Schemas["SessionView"];
export type Step = Schemas["StepView"];
export type SessionSummary = Schemas["SessionSummary"];
export type SessionList = Schemas["SessionList"];
export type Change = Schemas["ChangeView"];
export type SessionAction = Schemas["SessionAction"];
export type MeshFormat = "glb" | "obj" | "stl";
export type UpAxis = "y" | "z";
