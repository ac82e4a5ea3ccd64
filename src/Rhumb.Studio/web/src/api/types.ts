import type { components } from "./schema";

type Schemas = components["schemas"];

export type Generator = Schemas["GeneratorView"];
export type GeneratorKind = Generator["kind"];
export type Session = Schemas["SessionView"];
export type Step = Schemas["StepView"];
export type SessionSummary = Schemas["SessionSummary"];
export type SessionList = Schemas["SessionList"];
export type Change = Schemas["ChangeView"];
export type SessionAction = Schemas["SessionAction"];
export type MeshFormat = "glb" | "obj" | "stl";
export type MeshDetail = "draft" | "full" | "export";
export type UpAxis = "y" | "z";
