import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Relative, so that chunks and workers are found beside the entry wherever the server mounts them.
  base: "./",
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    // One entry holds Cornerstone3D and the part of vtk.js that it draws with.
    chunkSizeWarningLimit: 6000,
    rolldownOptions: {
      input: {
        "dayside-viewer": here("src/dayside-viewer.ts"),
        "dayside-charts": here("src/dayside-charts.ts"),
        "dayside-keys": here("src/dayside-keys.ts"),
        "dayside-upload": here("src/dayside-upload.ts"),
      },
      preserveEntrySignatures: "exports-only",
      output: {
        format: "es",
        entryFileNames: "[name].js",
        chunkFileNames: "dayside-[name]-[hash].js",
        assetFileNames: "dayside-[name]-[hash][extname]",
      },
    },
  },
  worker: { format: "es" },
  test: {
    environment: "node",
    include: ["src/**/*.spec.ts"],
  },
});
