import { BufferAttribute, BufferGeometry, Sphere, Vector3 } from "three";
import type { MeshFrame } from "../frames/meshFrame";

/** The frame's arrays as they came: positions stay quantised in [0, 1] and are scaled by the mesh that carries them. */
export function toGeometry(frame: MeshFrame): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new PaddedAttribute(frame.positions, frame.vertexCount));
  geometry.setAttribute("normal", new PaddedAttribute(frame.normals, frame.vertexCount));
  geometry.setIndex(new BufferAttribute(frame.indices, 1));
  geometry.boundingSphere = new Sphere(new Vector3(0.5, 0.5, 0.5), Math.sqrt(3) / 2);
  return geometry;
}

/** Three normalised components and one of padding a vertex, so that every vertex starts at a multiple of four bytes. */
class PaddedAttribute extends BufferAttribute {
  constructor(values: Uint16Array | Int8Array, count: number) {
    super(values, 4, true);
    if (values.length !== 4 * count) throw new Error(`${count} vertices need ${4 * count} values, not ${values.length}.`);
  }
}
