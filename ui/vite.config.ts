import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  build: {
    // WebKitGTK 2.50 is Safari 26, WebView2 follows Edge; a step below leaves room for older laptops.
    target: ["safari17", "edge120"],
    // The CSP allows no data: fonts, so every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
