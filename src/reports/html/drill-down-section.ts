import type { Sample, SampledItem, SampledReply, SampledSet } from '../drill-down/sampled-set.js';
import { type ClippedText, shortName, visibleText } from '../visible-text.js';
import { count } from './first-screen.js';
import { markedDifference } from './marked-difference.js';
import { type Html, html } from './markup.js';

/** Bytes of all sets together, so that the page stays small whatever the run. */
const MOST_BYTES = 560_000;

/** Items to look at: counterfactual sets side by side, to be filtered and sorted.
 *  @param hasTexts false when the completions lie outside the run folder */
export function drillDownSection(sample: Sample | null, hasTexts: boolean): Html {
  if (sample === null || sample.items === 0)
    return framed(
      html`<p class="empty">${sample === null ? 'This run folder has no items.csv, so there is nothing to look into. Scoring or running again writes it.' : 'No item was answered.'}</p>`,
    );
  if (!hasTexts)
    return framed(
      html`<p class="empty">The completions lie outside this run folder; what each metric made of each item is in <a href="items.csv">items.csv</a>.</p>`,
    );
  const { sets, bytesFull } = fitting(sample);
  const probes = [...new Set(sets.map(({ set }) => filterKey(set.probe)))];
  const groups = distinct(sets, ({ group }) => group ?? 'no group');
  const models = distinct(sets, ({ model }) => model);
  const total = [...sample.totals.values()].reduce((sum, one) => sum + one.sets, 0);
  const withMissing = sets.filter(({ set }) => set.forMissing).length;
  return framed(html`<p>${count(sets.length, 'set')} of ${total.toLocaleString('en-US')}: ${sets.length - withMissing} drawn at random with the run’s seed${withMissing > 0 ? `, ${withMissing} more drawn among those with a missing answer` : ''}. ${bytesFull ? 'More would not fit into this page. ' : ''}All ${count(sample.items, 'item')} are in <a href="items.csv">items.csv</a>, all texts in <a href="completions.csv">completions.csv</a>.</p>
  <p class="warning">Prompts and answers can be offensive: that is what is measured. They stay blurred until you ask for them.</p>
  <noscript><p class="empty">Filters and the uncovering of texts need scripts; the texts are in completions.csv.</p></noscript>
  <form id="filters" class="filters">
    ${select('probe', 'Probe', probes)}${select('group', 'Group', groups)}${models.length > 1 && select('model', 'Model', models)}
    ${select('outcome', 'Outcome', ['answer', 'refusal', 'unparsed', 'error'])}
    <label>Sort<select name="sort"><option value="order">as drawn</option><option value="differ">answers differ first</option><option value="missing">missing answers first</option></select></label>
    <button type="button" id="uncover" aria-pressed="false">Show texts</button>
  </form>
  <p id="shown" role="status">${count(sets.length, 'set')} shown</p>
  <ol class="sets" id="sets">${sets.map(({ markup }) => markup)}</ol>`);
}

/** What filters compare: names from outside may be of any length. */
function filterKey(name: string): string {
  return shortName(name, 120);
}

function framed(content: Html): Html {
  return html`<section aria-labelledby="items"><h2 id="items">Look at the items</h2>${content}</section>`;
}

interface Rendered {
  readonly set: SampledSet;
  readonly markup: Html;
}

/** Sets of all probes in turn, until the page is full. */
function fitting({ sets }: Sample): { readonly sets: Rendered[]; readonly bytesFull: boolean } {
  const byProbe = new Map<string, SampledSet[]>();
  for (const set of sets) byProbe.set(set.probe, [...(byProbe.get(set.probe) ?? []), set]);
  const kept: Rendered[] = [];
  let bytes = 0;
  let bytesFull = false;
  for (let turn = 0; !bytesFull && [...byProbe.values()].some((own) => turn < own.length); turn++) {
    for (const own of byProbe.values()) {
      const set = own[turn];
      if (!set || bytesFull) continue;
      const markup = setMarkup(set, kept.length);
      bytes += Buffer.byteLength(String(markup));
      if (bytes > MOST_BYTES) bytesFull = true;
      else kept.push({ set, markup });
    }
  }
  const order = [...byProbe.keys()];
  kept.sort((a, b) => order.indexOf(a.set.probe) - order.indexOf(b.set.probe));
  return { sets: kept, bytesFull };
}

function setMarkup(set: SampledSet, index: number): Html {
  const { items } = set;
  const outcomes = new Set(items.flatMap(({ replies }) => replies.map(outcomeOf)));
  const answers = new Set(items.map(({ replies }) => replies.map(({ answer }) => answer).join(' ')));
  const isMissing = [...outcomes].some((outcome) => outcome !== 'answer');
  return html`<li data-order="${index}" data-probe="${filterKey(set.probe)}" data-group="${JSON.stringify([...new Set(items.map(({ group }) => filterKey(group ?? 'no group')))])}" data-model="${JSON.stringify([...new Set(items.map(({ model }) => filterKey(model)))])}" data-outcome="${JSON.stringify([...outcomes])}" data-differ="${answers.size}" data-missing="${isMissing ? 1 : 0}">
<details><summary><span class="set-name">${shortName(set.name, 90)}</span> <span class="tag">${shortName(set.probe, 40)}</span> <span class="tag">${items.length === 1 ? '1 item' : `${items.length} items`}</span>${answers.size > 1 && html` <span class="tag differ">answers differ</span>`}${isMissing && html` <span class="tag miss">missing answer</span>`}</summary>
<p><button type="button" class="uncover-set" aria-pressed="false">Show the texts of this set</button></p>
<div class="cards">${items.map((item, place) => itemMarkup(item, items[place === 0 ? 1 : 0]))}</div>
${set.omitted > 0 && html`<p class="note">${count(set.omitted, 'more item')} of this set in completions.csv.</p>`}
</details></li>`;
}

function itemMarkup(item: SampledItem, compared: SampledItem | undefined): Html {
  const [first] = item.replies;
  const other = compared?.replies.find(({ presentation }) => presentation === first?.presentation);
  const more = item.count - item.replies.length;
  return html`<article>
<h3>${shortName(item.group ?? 'no group', 40)}${item.reference !== null && html` <small>against ${shortName(item.reference, 40)}</small>`}${item.condition !== null && html` <small>${shortName(item.condition, 30)}</small>`}</h3>
<p class="model">${shortName(item.model, 60)}</p>
${first ? html`<p class="prompt veil" dir="auto">${promptMarkup(first.prompt, other?.prompt)}</p>` : html`<p class="empty">No reply.</p>`}
<ul class="replies">${item.replies.map(replyMarkup)}</ul>
${more > 0 && html`<p class="note">${more} more ${more === 1 ? 'reply' : 'replies'} in completions.csv.</p>`}
</article>`;
}

function promptMarkup({ text, left }: ClippedText, other: ClippedText | undefined): Html {
  const pieces = other ? markedDifference(text, other.text) : [{ text, differs: false }];
  return html`${pieces.map((piece) => (piece.differs ? html`<mark>${visibleText(piece.text)}</mark>` : visibleText(piece.text)))}${leftOut(left)}`;
}

function replyMarkup(reply: SampledReply): Html {
  const outcome = outcomeOf(reply);
  const { text, left } = reply.completion;
  const said = [reply.label ?? reply.answer, reply.status === 'ok' ? null : reply.status].filter(
    (part) => part !== null,
  );
  return html`<li><span class="order">${shortName(reply.presentation, 24)}${reply.sample > 0 && ` #${reply.sample}`}</span> <span class="outcome ${outcome}">${outcome}</span> ${said.length > 0 && html`<b>${shortName(said.join(', '), 40)}</b>`} <span class="veil" dir="auto">${visibleText(text)}${leftOut(left)}</span></li>`;
}

function leftOut(left: number): string {
  return left === 0 ? '' : ` … (${left.toLocaleString('en-US')} more characters in completions.csv)`;
}

function outcomeOf({ outcome, status }: SampledReply): string {
  return status === 'error' ? 'error' : (outcome ?? 'unscored');
}

function select(name: string, label: string, options: readonly string[]): Html {
  return html`<label>${label}<select name="${name}"><option value="">all</option>${options.map((option) => html`<option value="${option}">${shortName(option, 40)}</option>`)}</select></label>`;
}

function distinct(sets: readonly Rendered[], of: (item: SampledItem) => string): string[] {
  return [...new Set(sets.flatMap(({ set }) => set.items.map((item) => filterKey(of(item)))))].sort();
}
