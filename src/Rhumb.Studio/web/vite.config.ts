import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The page is served by the studio itself; `npm run dev` talks to one that is already running on port 5177.
const studio = process.env["RHUMB_STUDIO"] ?? "http://127.0.0.1:5177";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../wwwroot",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: {
      "/api": { target: studio, ws: true },
      "/openapi": { target: studio },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
  },
});
