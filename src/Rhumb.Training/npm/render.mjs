// Draws avatars. Its one argument is JSON: { seed, start, count, size, options, output }.
// Avatar number i is the one that DiceBear makes of the seed "<seed>-<i>". The output file is one line of JSON, what each avatar is made of,
// and then the pictures: size × size × 3 bytes each, red, green, blue.
import { writeFileSync } from 'node:fs';

try {
  const { seed, start, count, size, options, output } = JSON.parse(process.argv[2]);
  // Imported here, so that a package that is missing ends in the one line below, too.
  const { createAvatar } = await import('@dicebear/core');
  const style = await import('@dicebear/lorelei');
  const { Resvg } = await import('@resvg/resvg-js');

  const made = [];
  const pixels = Buffer.alloc(count * size * size * 3);
  for (let i = 0, at = 0; i < count; i++) {
    const avatar = createAvatar(style, { ...options, seed: `${seed}-${start + i}` });
    made.push(avatar.toJson().extra);
    const picture = new Resvg(avatar.toString(), { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } }).render();
    if (picture.width !== size || picture.height !== size) throw new Error(`a picture is ${picture.width} × ${picture.height}`);
    const rgba = picture.pixels;
    for (let from = 0; from < rgba.length; from += 4) {
      pixels[at++] = rgba[from];
      pixels[at++] = rgba[from + 1];
      pixels[at++] = rgba[from + 2];
    }
  }
  writeFileSync(output, Buffer.concat([Buffer.from(`${JSON.stringify(made)}\n`), pixels]));
} catch (error) {
  process.stderr.write(`${String(error.message).split('\n')[0]}\n`);
  process.exit(1);
}
