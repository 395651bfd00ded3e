import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredRun } from '../../records/stored-run.js';
import { checklist } from '../checklist.js';
import { chooseSets } from '../drill-down/choose-sets.js';
import { countValues } from '../drill-down/count-values.js';
import { fetchReplies } from '../drill-down/fetch-replies.js';
import { shortName } from '../visible-text.js';
import { drillDownSection } from './drill-down-section.js';
import { consistencySection, distributionSection, plantedSection } from './evidence-sections.js';
import { firstScreen } from './first-screen.js';
import { type Html, html } from './markup.js';
import { page } from './page.js';
import { probeSections } from './probe-sections.js';

/** The report for people who open a page. Holds no moment of its making, so the same run folder gives the same bytes.
 *  @throws RecordError when a table of the run cannot be read */
export async function reportHtml(run: StoredRun): Promise<string> {
  const values = countValues(run.manifest);
  const hasItems = existsSync(join(run.folder, 'items.csv'));
  const sample = hasItems ? await chooseSets(run.folder, run.manifest.seed, values.visit) : null;
  const hasTexts = sample !== null && (await fetchReplies(run.folder, sample.sets));
  return page({
    title: `${shortName(run.manifest.suite, 80)}: bias report`,
    content: html`<main id="main">
${firstScreen(run)}
<nav aria-label="Sections"><ul>${run.manifest.probes.slice(0, 40).map(({ title }, index) => html`<li><a href="#probe-${index}">${shortName(title, 60)}</a></li>`)}<li><a href="#items">Items</a></li><li><a href="#provenance">Provenance</a></li></ul></nav>
${probeSections(run)}
${distributionSection(values.counted())}
${consistencySection(run)}
${plantedSection(run)}
${drillDownSection(sample, hasTexts)}
${provenanceSection(run)}
</main>
<footer><p>Made by probity ${run.manifest.versions.probity} from the tables of run ${shortName(run.manifest.run_id, 120)}. The same run folder gives the same page.</p></footer>`,
  });
}

function provenanceSection(run: StoredRun): Html {
  return html`<section aria-labelledby="provenance">
<h2 id="provenance">Provenance</h2>
<p>What a published table must carry; the full settings are in <a href="manifest.json">manifest.json</a>.</p>
<dl class="checklist">${checklist(run).map(({ what, value }) => html`<div><dt>${what}</dt><dd${value === null && html` class="none"`}>${value ?? 'not recorded in this run'}</dd></div>`)}</dl>
</section>`;
}
