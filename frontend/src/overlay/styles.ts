/** The viewer's looks: nothing brighter than the picture, one accent, violet for what a model claims. */
export const STYLES = `
:host {
  display: block; position: relative; min-height: 240px; height: 100%; overflow: hidden;
  background: #0b0e11; color: #c9d1d9; color-scheme: dark;
  font: 13px/1.35 var(--dayside-font, system-ui, sans-serif); font-variant-numeric: tabular-nums;
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.frame { position: absolute; inset: 0; display: grid; grid-template: minmax(0, 1fr) auto / auto minmax(0, 1fr); }
button {
  min-height: 32px; min-width: 32px; padding: 0 9px; border: 0; border-radius: 4px;
  background: none; color: #9aa5b1; font: inherit; cursor: pointer; white-space: nowrap;
}
button:hover { background: #1a2027; color: #c9d1d9; }
button[aria-pressed="true"] { color: #4ea1ff; }
:focus-visible { outline: 2px solid #4ea1ff; outline-offset: -2px; }
@media (pointer: coarse) { button { min-height: 44px; min-width: 44px; } }

.rail { grid-row: 1 / 3; width: 124px; display: flex; flex-direction: column; background: #12161b; }
.rail.folded { width: 32px; }
.rail.folded .series-list { display: none; }
.rail.folded .fold { padding: 0; text-align: center; }
.fold { text-align: left; flex: none; }
.series-list { overflow-y: auto; padding: 0 6px 6px; scrollbar-width: thin; scrollbar-color: #2b333d transparent; }
.series-list button { display: block; width: 100%; padding: 5px; margin-bottom: 4px; text-align: left; border: 1px solid transparent; }
.series-list button[aria-pressed="true"] { border-color: #4ea1ff; color: #c9d1d9; }
.series-list canvas, .no-picture { display: block; width: 100%; aspect-ratio: 1; background: #0b0e11; border-radius: 2px; }
.no-picture { display: grid; place-items: center; color: #7d8894; font-size: 12px; }
.series-list span { display: block; overflow: hidden; text-overflow: ellipsis; }
.name { margin-top: 4px; }
.count { color: #7d8894; font-size: 12px; }

.stage { position: relative; min-width: 0; min-height: 0; overflow: hidden; touch-action: none; }
.picture { position: absolute; inset: 0 32px 0 0; outline: none; }
.findings, .edges { position: absolute; inset: 0 32px 0 0; overflow: hidden; pointer-events: none; }
.regions { position: absolute; inset: 0; width: 100%; height: 100%; }
.regions rect { fill: none; stroke: #b48cff; stroke-width: 1.5; }
.regions rect.under { stroke: #0b0e11; stroke-width: 3.5; opacity: 0.7; }
.regions rect.rejected { stroke-dasharray: 5 5; opacity: 0.5; }
.finding { position: absolute; left: 0; top: 0; padding: 1px 6px 2px; border-radius: 3px; background: #0b0e11b8; color: #b48cff; }
.finding span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.finding .claim { font-weight: 600; }
.finding .model { font-size: 11px; line-height: 14px; white-space: normal; text-wrap: balance; color: #a08fc4; }
.finding.rejected { opacity: 0.6; }
.finding.rejected .claim { font-weight: 400; }
.edges span { position: absolute; color: #8b96a2; font-size: 14px; text-shadow: 0 0 3px #0b0e11, 0 0 3px #0b0e11; }
.edges .left { left: 8px; top: 50%; } .edges .right { right: 8px; top: 50%; }
.edges .top { left: 50%; top: 6px; } .edges .bottom { left: 50%; bottom: 6px; }

.scroll { position: absolute; right: 0; top: 0; bottom: 0; width: 32px; padding: 6px 10px; cursor: ns-resize; touch-action: none; }
.track { position: relative; width: 12px; height: 100%; }
.marks { position: absolute; inset: 0; width: 12px; height: 100%; }
.thumb { position: absolute; left: 1px; width: 10px; border: 2px solid #4ea1ff; border-radius: 3px; }

.veil { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 8px; padding: 24px; text-align: center; }
.veil p { margin: 0; max-width: 46ch; text-wrap: balance; }
.veil { background: #0b0e11; right: 32px; }
.veil[data-kind="over"] { background: #0b0e11b0; pointer-events: none; }
.veil button { background: #1a2027; color: #c9d1d9; }

.presets { position: absolute; right: 38px; top: 8px; padding: 4px; border-radius: 5px; background: #12161be6; }
.presets button { display: grid; grid-template-columns: 16px 1fr auto; gap: 8px; align-items: center; width: 100%; text-align: left; }
.presets kbd { font: inherit; color: #7d8894; }
.presets small { color: #7d8894; font-size: 12px; }
.presets button[aria-pressed="true"] small { color: inherit; }

.line { grid-column: 2; display: flex; flex-wrap: wrap; align-items: center; column-gap: 12px; min-height: 36px; padding: 0 6px 0 12px; background: #12161b; }
.status { flex: 1 1 30ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tools { display: flex; flex-wrap: wrap; }
.tools .ai[aria-pressed="true"] { color: #b48cff; }
.tools .ai[aria-pressed="false"] { color: #7d8894; text-decoration: line-through; }
`;
