/** How the page looks. */
export const pageStyle = `
:root{color-scheme:light}
body{font:15px/1.45 system-ui,sans-serif;color:#222;background:#fff;margin:1.5rem auto;max-width:76rem;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem}
.choices label{margin-right:1rem}#problem{color:#b00020}
#scatter,#parallel{width:100%;margin-bottom:1rem}
.wide{overflow-x:auto;margin-bottom:.8rem}.tall{max-height:34rem;overflow-y:auto}
table{border-collapse:collapse;font-size:13px}
th,td{padding:.25rem .6rem;text-align:left;border-bottom:1px solid #e4e4e4;vertical-align:top;white-space:nowrap}
th{background:#f4f4f4;position:sticky;top:0}th[data-at]{cursor:pointer}
th[aria-sort=ascending]::after{content:" ▲"}th[aria-sort=descending]::after{content:" ▼"}
.number{text-align:right;font-variant-numeric:tabular-nums}
#designs tbody tr{cursor:pointer}#designs .front{background:#eef6fb}#designs .chosen{background:#ffe9b8}
details p{margin:.2rem 0}pre{white-space:pre-wrap;user-select:all;max-width:40rem;margin:.2rem 0}
`;
