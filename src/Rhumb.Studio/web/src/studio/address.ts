/** Where the page is, as the part of its address behind # says: on the start page, in a walk, or nowhere in particular. */
export type Address = { readonly at: "start" } | { readonly at: "walk"; readonly id: string } | { readonly at: "nowhere" };

/** Where the browser remembers the last walk. */
export const lastKey = "rhumb.session";

export function readAddress(hash: string): Address {
  if (hash === "#/") return { at: "start" };
  const id = hash.match(/^#\/walks\/([\w-]+)$/)?.[1];
  return id ? { at: "walk", id } : { at: "nowhere" };
}

export function writeAddress(address: Address): string {
  return address.at === "walk" ? `#/walks/${address.id}` : address.at === "start" ? "#/" : "";
}
