import type { Manifest } from '../../records/manifest.js';
import { shortName } from '../visible-text.js';
import { count } from './first-screen.js';
import { html } from './markup.js';
import { page } from './page.js';

/** One run folder as `probity view` lists it. */
export interface ListedRun {
  readonly folder: string;
  /** null: it holds no readable manifest. */
  readonly manifest: Manifest | null;
  /** Requests that have their outcome; only known of a run under way. */
  readonly answered: number | null;
}

/** The front page of `probity view`. */
export function runsHtml(runs: readonly ListedRun[]): string {
  return page({
    title: 'probity: runs',
    script: '',
    content: html`<main id="main"><header class="top"><p class="eyebrow">probity</p><h1>${count(runs.length, 'run')}</h1></header>
<section aria-labelledby="runs"><h2 id="runs">Run folders</h2>
<div class="scroll" role="region" tabindex="0" aria-label="Run folders"><table>
<thead><tr><th scope="col">Suite</th><th scope="col">Models</th><th scope="col">Status</th><th scope="col" class="n">Answered</th><th scope="col">Started (UTC)</th><th scope="col">Folder</th></tr></thead>
<tbody>${runs.map(({ folder, manifest, answered }, index) =>
      manifest === null
        ? html`<tr><th scope="row">unreadable</th><td></td><td>no manifest that can be read</td><td></td><td></td><td>${shortName(folder, 120)}</td></tr>`
        : html`<tr><th scope="row"><a href="/run/${index}/report.html">${shortName(manifest.suite)}</a></th><td>${shortName(manifest.models.map(({ id }) => id).join(', '), 80)}</td><td><span class="badge ${manifest.status}">${manifest.status === 'running' ? 'running, figures are partial' : manifest.status}</span></td><td class="n">${progress(manifest, answered)}</td><td>${manifest.started_at.slice(0, 16).replace('T', ' ')}</td><td>${shortName(folder, 120)}</td></tr>`,
    )}</tbody></table></div></section></main>`,
  });
}

function progress(manifest: Manifest, answered: number | null): string {
  const planned = manifest.probes.reduce((sum, { items, presentations }) => sum + items * presentations, 0);
  const all = planned * manifest.samples * Math.max(1, manifest.models.length);
  const done = answered ?? manifest.models.reduce((sum, model) => sum + model.answered, 0);
  return all === 0 ? String(done) : `${done} of ${all}`;
}
