export const STYLES = `
:host {
  display: block; position: relative; min-height: 160px;
  font: 13px/1.35 var(--dayside-font, system-ui, sans-serif); font-variant-numeric: tabular-nums;
}
:host([hidden]) { display: none; }
.chart { display: flex; flex-direction: column; box-sizing: border-box; height: 100%; min-height: inherit; padding: 8px 10px; border-radius: 6px; }
header { display: flex; gap: 12px; align-items: baseline; min-height: 32px; }
h3 { flex: 0 0 auto; max-width: 70%; margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font: inherit; font-weight: 600; }
output { flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; opacity: 0.85; }
button { min-height: 32px; min-width: 32px; border: 0; border-radius: 4px; background: none; color: inherit; font: inherit; cursor: pointer; }
button:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid #4ea1ff; }
.plot { position: relative; flex: 1 1 auto; min-height: 0; overflow: hidden; display: grid; }
.plot > .uplot { position: absolute; inset: 0; }
.plot > p { place-self: center; margin: 0; }
.for-readers { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media print { button { display: none; } }
`;
