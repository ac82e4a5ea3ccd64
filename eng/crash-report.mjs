// node eng/crash-report.mjs FILE...: prints what .NET's crash reports say: the stack of the thread that fell, and which of our code the others were in.
import { readFileSync } from "node:fs";

const name = frame => frame.is_managed === "true" && frame.method_name
  ? frame.method_name
  : `${frame.native_module ?? "?"} ${frame.unmanaged_name ?? frame.native_image_offset}`;

for (const file of process.argv.slice(2)) {
  const { threads } = JSON.parse(readFileSync(file, "utf8")).payload;
  for (const { crashed, native_thread_id: id, stack_frames: frames } of threads) {
    const names = frames.map(name);
    if (crashed === "true") console.log(`Thread ${id} fell:\n  ${names.slice(0, 60).join("\n  ")}`);
    else {
      const ours = names.filter(text => text.startsWith("Rhumb.")).slice(0, 8);
      if (ours.length > 0) console.log(`Thread ${id} was in:\n  ${ours.join("\n  ")}`);
    }
  }
}
