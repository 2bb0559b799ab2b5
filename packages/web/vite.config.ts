// How the pages are built: hashed files only, nothing inline, so that they run under the strict CSP the server sends.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    // No data: URL and no polyfill: both would need a hole in the CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    target: 'es2023',
    rollupOptions: {
      input: {
        index: `${import.meta.dirname}/index.html`,
        'push-worker': `${import.meta.dirname}/src/push-worker/push-worker.ts`,
      },
      output: {
        // Browsers look for a newer worker at the address that they know, so that it has one name for ever.
        entryFileNames: ({ name }) => (name === 'push-worker' ? 'push-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8400' } },
});
