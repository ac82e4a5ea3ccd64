import { Color, DirectionalLight, Group, HemisphereLight, MeshStandardMaterial } from "three";

export type Theme = "light" | "dark";

/** The colours and lights of the stage that are not in the style sheet. */
export interface Look {
  readonly body: string;
  readonly key: string;
  readonly keyIntensity: number;
  readonly sky: string;
  readonly floor: string;
  readonly skyIntensity: number;
  readonly fillIntensity: number;
  readonly rimIntensity: number;
  readonly shadowOpacity: number;
  readonly exposure: number;
}

export const looks: Record<Theme, Look> = {
  light: {
    body: "#bd9474",
    key: "#fff0dc",
    keyIntensity: 2.3,
    sky: "#fdfaf4",
    floor: "#b79a80",
    skyIntensity: 1.25,
    fillIntensity: 0.55,
    rimIntensity: 0.7,
    shadowOpacity: 0.34,
    exposure: 1.0,
  },
  dark: {
    body: "#c29a7b",
    key: "#ffe2c2",
    keyIntensity: 2.5,
    sky: "#aab4c8",
    floor: "#4a3a30",
    skyIntensity: 0.8,
    fillIntensity: 0.4,
    rimIntensity: 1.3,
    shadowOpacity: 0.6,
    exposure: 0.95,
  },
};

/** Matt: shows form and nothing else. */
export function bodyMaterial(): MeshStandardMaterial {
  return new MeshStandardMaterial({ roughness: 0.62, metalness: 0 });
}

/**
 * A photographer's studio in four lamps: a warm key from above right, a cool fill from the left, a rim from behind, and the bounce of walls
 * and floor. No environment map: its shaders take seconds to compile where there is no graphics card.
 */
export class Lamps {
  readonly group = new Group();
  readonly key = new DirectionalLight();
  private readonly fill = new DirectionalLight("#d5e3ff");
  private readonly rim = new DirectionalLight("#fff6ea");
  private readonly bounce = new HemisphereLight();

  constructor() {
    this.key.position.set(1.5, 2.6, 1.7);
    this.fill.position.set(-2.6, 0.9, 1.4);
    this.rim.position.set(-0.9, 1.7, -2.6);
    this.group.add(this.key, this.fill, this.rim, this.bounce);
  }

  dress(look: Look): void {
    this.key.color.set(look.key);
    this.key.intensity = look.keyIntensity;
    this.fill.intensity = look.fillIntensity;
    this.rim.intensity = look.rimIntensity;
    this.bounce.color = new Color(look.sky);
    this.bounce.groundColor = new Color(look.floor);
    this.bounce.intensity = look.skyIntensity;
  }

  dispose(): void {
    this.key.dispose();
  }
}
