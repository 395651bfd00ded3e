/** Colours by their meaning, in light, dark and print. Marks are of the Okabe-Ito palette, which colour-blind readers
 *  can tell apart; text on every background has a contrast of at least 4.5 to 1 (WCAG AA; the browser test checks). */
export const STYLE_COLOURS = `
:root{color-scheme:light dark;--paper:#fff;--panel:#f5f6f8;--ink:#16191d;--muted:#51585f;--line:#d5d9de;--link:#0a5296;
--mark:#0b5f9c;--warn:#a84300;--floor:#c9ccd1;--diff:#ffe08a;--on-diff:#3a2a00;
--ok-bg:#dff1e7;--ok:#0b5a34;--bad-bg:#fde3d3;--bad:#8a3400;
--heat-better-3:#2b6cab;--heat-better-2:#8db9de;--heat-better-1:#d6e6f3;--heat-even:#eef0f2;--heat-worse-1:#fde0c4;--heat-worse-2:#f2a868;--heat-worse-3:#a84300;
--on-heat-better-3:#fff;--on-heat-better-2:#0d1f30;--on-heat-better-1:#16191d;--on-heat-even:#16191d;--on-heat-worse-1:#16191d;--on-heat-worse-2:#2b1400;--on-heat-worse-3:#fff}
@media screen and (prefers-color-scheme:dark){:root{--paper:#121417;--panel:#1c2025;--ink:#e9ebee;--muted:#a9b1ba;--line:#3a414a;--link:#8cc4f7;
--mark:#6db7f2;--warn:#ff9f5e;--floor:#454c55;--diff:#6b5200;--on-diff:#fff3cf;
--ok-bg:#12392a;--ok:#9fe0bf;--bad-bg:#4a2410;--bad:#ffc29c;
--heat-better-3:#9cd0fa;--heat-better-2:#3c7fb4;--heat-better-1:#22425c;--heat-even:#272c33;--heat-worse-1:#573417;--heat-worse-2:#a85a20;--heat-worse-3:#ffb27d;
--on-heat-better-3:#06192a;--on-heat-better-2:#fff;--on-heat-better-1:#e9ebee;--on-heat-even:#e9ebee;--on-heat-worse-1:#fbeade;--on-heat-worse-2:#fff;--on-heat-worse-3:#2b1400}}
`;
