// Bundles the browser libraries. The result is committed; CI builds it again and compares.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const here = path.dirname(fileURLToPath(import.meta.url));

await build({
  absWorkingDir: here,
  entryPoints: {
    'bpmn-viewer': 'viewer.js',
    'bpmn-viewer-style': 'viewer.css',
    'studio-diagram': 'studio/diagram.js',
    'studio-diagram-style': 'studio/diagram.css',
    'studio-difference': 'studio/difference.js',
    'studio-heat': 'studio/heat.js',
    'studio-decision': 'studio/decision.js',
    'studio-decision-style': 'studio/decision.css',
    'studio-form': 'studio/form.js',
    'studio-form-style': 'studio/form.css'
  },
  outdir: '../resources/static/vendor',
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  legalComments: 'eof',
  loader: { '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.eot': 'dataurl', '.svg': 'dataurl' },
  logLevel: 'info'
});
