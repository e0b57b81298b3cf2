/** In the page itself: it is one file that needs no network. Told apart by shape as well as by colour. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #1d2430; --soft: #667085; --line: #e4e7ec; --panel: #f7f8fa;
  --run: #3b82f6; --lease: #93b4f5; --good: #178a52; --bad: #d1293d; --kill: #46506126; --pause: #e9a23b2e; --pause-line: #b9770e88;
  --skew: #9b5de52e; --cut: #0891b233; }
@media (prefers-color-scheme: dark) { :root { --page: #14171d; --ink: #e7eaf0; --soft: #9aa3b2; --line: #2a303b; --panel: #1b2029;
  --run: #5b9bff; --lease: #35527f; --good: #3ecf8e; --bad: #ff6b7a; --kill: #a3adbd3d; --pause: #e9a23b38; --pause-line: #f0b65c99;
  --skew: #b48cf047; --cut: #2cc3de3d; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 28px 32px 48px; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 28px 0 8px; }
p { margin: 0; color: var(--soft); max-width: 76ch; }
.verdict { display: inline-block; padding: 1px 10px; border-radius: 99px; color: var(--page); font-weight: 600; }
.verdict.valid { background: var(--good); } .verdict.invalid { background: var(--bad); } .verdict.unknown { background: var(--soft); }
.scroll { overflow-x: auto; margin-top: 20px; padding: 8px 0; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
svg { display: block; font: 12px system-ui, sans-serif; }
svg:not(.key) text { fill: var(--soft); } .tick { text-anchor: middle; } .name { text-anchor: end; font-weight: 600; fill: var(--ink) !important; }
.grid { stroke: var(--line); } .life { stroke: var(--soft); stroke-width: 1.5; opacity: .55; }
.run { fill: var(--run); } .run.broken { fill: none; stroke: var(--run); stroke-width: 1.5; stroke-dasharray: 3 2; }
.lease { fill: var(--lease); } .kill, .redis-restart { fill: var(--kill); } .pause { fill: var(--pause); } .hatch-line { fill: var(--pause-line); opacity: .5; }
.skew { fill: var(--skew); } .partition { fill: var(--cut); }
.writes { fill: var(--good); stroke: var(--panel); stroke-width: 2; }
.violation circle { fill: var(--bad); stroke: var(--panel); stroke-width: 2; } .violation path { stroke: var(--page); stroke-width: 2; fill: none; }
ul { list-style: none; display: flex; flex-wrap: wrap; gap: 6px 22px; margin: 14px 0 0; padding: 0; color: var(--soft); font-size: 13px; }
li { display: flex; align-items: center; gap: 8px; }
ol { margin: 0; padding-left: 22px; } ol li { display: list-item; margin: 8px 0; }
ol code { display: block; font: 12.5px/1.6 ui-monospace, monospace; color: var(--soft); overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: 14px; } td, th { text-align: left; padding: 3px 18px 3px 0; font-weight: 400; } th { color: var(--soft); }
`;
