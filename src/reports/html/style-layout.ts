/** Layout of the report: one column on a phone, plot beside table on a wide screen, plain on paper. */
export const STYLE_LAYOUT = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,footer{max-width:1240px;margin:0 auto;padding:0 1.25rem}
.skip{position:absolute;left:-999px;background:var(--paper);color:var(--link);padding:.5rem 1rem}
.skip:focus{left:.5rem;top:.5rem;z-index:2}
a{color:var(--link)}
a:focus-visible,button:focus-visible,summary:focus-visible,select:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1{font-size:2rem;line-height:1.15;margin:.1rem 0 .4rem;letter-spacing:-.015em;overflow-wrap:anywhere}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 .6rem;letter-spacing:-.01em;overflow-wrap:anywhere}
h3{font-size:1.02rem;line-height:1.35;margin:0 0 .5rem;overflow-wrap:anywhere}
p{margin:0 0 .7rem;overflow-wrap:anywhere}
code{font:.82em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--muted);overflow-wrap:anywhere}
.top{padding:2rem 0 .5rem}
.eyebrow{color:var(--muted);font-size:.85rem;margin:0}
.lead{font-size:1.06rem;color:var(--muted);max-width:70ch}
.badge,.tag{display:inline-block;border-radius:999px;padding:.05rem .6rem;font-size:.78rem;background:var(--panel);color:var(--muted);border:1px solid var(--line)}
.badge.complete,.badge.scored{background:var(--ok-bg);color:var(--ok);border-color:transparent}
.badge.incomplete,.badge.interrupted,.badge.running{background:var(--bad-bg);color:var(--bad);border-color:transparent}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin:1rem 0 0}
.facts dt{font-size:.78rem;color:var(--muted)}
.facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:.7rem 0;margin:0;border-bottom:1px solid var(--line);font-size:.9rem}
section{padding:1.8rem 0 .6rem;border-bottom:1px solid var(--line)}
section:last-of-type{border-bottom:0}
.findings{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,280px),1fr));gap:1rem;padding:0;margin:0 0 1.4rem}
.findings li{background:var(--panel);border:1px solid var(--line);border-left:5px solid var(--warn);border-radius:8px;padding:1rem 1.1rem}
.findings p{margin:0 0 .3rem}
.findings .figure{font-size:1.9rem;font-weight:700;line-height:1.1;font-variant-numeric:tabular-nums}
.findings .interval{font-size:.9rem;font-weight:400;color:var(--muted);white-space:nowrap}
.findings .where,.findings .why,.meta,.note{color:var(--muted);font-size:.88rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:1rem 2.5rem}
.pair ul{padding-left:1.1rem;margin:0}
.measures{max-width:80ch}
.block{padding:1.1rem 0 .4rem}
.figure-and-table{display:grid;grid-template-columns:minmax(0,1fr);gap:.8rem 1.5rem;align-items:start}
@media(min-width:1000px){.figure-and-table:not(.wide){grid-template-columns:340px minmax(0,1fr)}}
.maps{display:flex;flex-wrap:wrap;gap:1.4rem 2rem}
.maps figure{margin:0}
figcaption{font-size:.9rem;font-weight:600;margin-bottom:.3rem}
.plot-box{max-width:460px;min-width:0}
svg.plot{display:block;width:100%;max-width:460px;height:auto;overflow:visible;background:none;font:13px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:var(--ink)}
svg.plot text{white-space:pre}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.86rem;width:100%}
th,td{padding:.34rem .75rem .34rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{color:var(--muted);font-weight:600;font-size:.78rem;white-space:nowrap;vertical-align:bottom}
tbody th{font-weight:600;min-width:6.5rem}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0;margin:0 0 .8rem;font-size:.82rem;color:var(--muted)}
.swatch{display:inline-block;width:1.1em;height:1.1em;border-radius:3px;margin-right:.4em;vertical-align:-.18em;border:1px solid var(--line)}
.swatch.better-3{background:var(--heat-better-3)}.swatch.better-2{background:var(--heat-better-2)}.swatch.better-1{background:var(--heat-better-1)}.swatch.even{background:var(--heat-even)}.swatch.worse-1{background:var(--heat-worse-1)}.swatch.worse-2{background:var(--heat-worse-2)}.swatch.worse-3{background:var(--heat-worse-3)}
.empty,.warning{background:var(--panel);border-left:4px solid var(--line);padding:.6rem .9rem;border-radius:4px}
.warning{border-left-color:var(--warn)}
summary{cursor:pointer;padding:.25rem 0}
.filters{display:flex;flex-wrap:wrap;gap:.7rem 1rem;align-items:end;margin:0 0 .8rem}
.filters label{display:grid;gap:.15rem;font-size:.8rem;color:var(--muted)}
select,button{font:inherit;font-size:.92rem;color:var(--ink);background:var(--panel);border:1px solid var(--muted);border-radius:6px;padding:.4rem .7rem;max-width:15rem}
button{cursor:pointer}
button[aria-pressed=true]{background:var(--ink);color:var(--paper)}
.sets{list-style:none;padding:0;margin:0}
.sets>li{border:1px solid var(--line);border-radius:8px;margin:0 0 .5rem;padding:.35rem .9rem}
.set-name{font-weight:600;overflow-wrap:anywhere}
.tag.differ{background:var(--diff);color:var(--on-diff);border-color:transparent}
.tag.miss{background:var(--bad-bg);color:var(--bad);border-color:transparent}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:.9rem;padding:.3rem 0 .6rem}
.cards article{background:var(--panel);border-radius:8px;padding:.8rem .9rem;min-width:0}
.cards h3 small{font-weight:400;color:var(--muted)}
.model{color:var(--muted);font-size:.8rem;margin:-.3rem 0 .4rem}
.prompt{white-space:pre-wrap;font-size:.88rem;unicode-bidi:isolate}
.replies{list-style:none;padding:0;margin:0;font-size:.86rem}
.replies li{padding:.3rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere;white-space:pre-wrap}
.replies .veil{display:inline-block;max-width:100%;unicode-bidi:isolate;vertical-align:top}
.order{font:.78em ui-monospace,Menlo,Consolas,monospace;color:var(--muted)}
.outcome{border-radius:4px;padding:0 .35rem;font-size:.78rem;background:var(--ok-bg);color:var(--ok)}
.outcome.refusal,.outcome.unparsed,.outcome.error,.outcome.unscored{background:var(--bad-bg);color:var(--bad)}
mark{background:var(--diff);color:var(--on-diff);border-radius:3px;padding:0 .1em;text-decoration:underline;text-decoration-thickness:2px}
.veil{filter:blur(6px);user-select:none}
.sets.uncovered .uncover-set{display:none}
.uncovered .veil{filter:none;user-select:auto}
.checklist{display:grid;grid-template-columns:minmax(0,1fr);margin:0;font-size:.88rem}
.checklist div{display:grid;grid-template-columns:minmax(0,15rem) minmax(0,1fr);gap:.2rem 1rem;padding:.34rem 0;border-bottom:1px solid var(--line)}
.checklist dt{font-weight:600;overflow-wrap:anywhere}
.checklist dd{margin:0;overflow-wrap:anywhere}
.checklist .none{color:var(--muted);font-style:italic}
footer{padding-top:1.2rem;padding-bottom:2.5rem;color:var(--muted);font-size:.85rem}
@media(max-width:600px){h1{font-size:1.6rem}.checklist div{grid-template-columns:1fr}.top{padding-top:1.2rem}main,footer{padding:0 1rem}.filters label{flex:1 1 40%}select{width:100%}}
@media print{body{font-size:10.5pt}.figure-and-table{grid-template-columns:minmax(0,1fr)}table{font-size:7.5pt}thead th{font-size:7pt}th,td{padding-right:.4rem}tbody th{min-width:0}main,footer{max-width:none;padding:0}nav,.filters,.skip,.uncover-set,#shown{display:none}.block,.findings li,tr,svg{break-inside:avoid}.scroll{overflow:visible}.sets details:not([open]){display:none}a{color:inherit}section{padding:.8rem 0}}
`;
