import { createEngine, createRandom, referenceFixedGemm, countingFixedGemm } from "./index.ts";
import { buildLnsDatapath, lns8 } from "./lns-datapath.fixture.ts";
const rev = process.argv[2] === "revec";
let t=performance.now();
const engine = createEngine({ revectorize: rev });
console.log("engine", engine.info, (performance.now()-t).toFixed(1),"ms");
const dp = buildLnsDatapath(lns8);
t=performance.now();
const g = engine.fixedGemm(dp);
console.log("prepare",(performance.now()-t).toFixed(1),"ms");
const r = createRandom(1);
for (const n of [256, 512]) {
  const a = new Uint8Array(n*n).map(()=>r.nextBelow(256)), b = new Uint8Array(n*n).map(()=>r.nextBelow(256));
  const out = new Int32Array(n*n);
  g.run({m:n,n,k:n,a,b}, out);
  if(n===256){ const w = new Int32Array(n*n); console.log(countingFixedGemm(dp,{m:n,n,k:n,a,b},w)); console.log("equal", w.every((x,i)=>x===out[i])); }
  for (const [at,bt] of [[false,false],[true,false],[false,true]]) {
  let best=1e9; for(let i=0;i<(n===256?200:40);i++){const s=performance.now(); g.run({m:n,n,k:n,a,b,aTransposed:at,bTransposed:bt},out); best=Math.min(best,performance.now()-s);}
  console.log(n,at,bt,(n**3/best/1e6).toFixed(2),"Gmac/s");}
}
for (const n of [256, 512]) {
  const a = new Float32Array(n*n).map(()=>r.nextFloat()-.5), b = new Float32Array(n*n).map(()=>r.nextFloat()-.5);
  const out = new Float32Array(n*n); const f=engine.floatGemm();
  let best=1e9; for(let i=0;i<200;i++){const s=performance.now(); f.run({m:n,n,k:n,a,b},out); best=Math.min(best,performance.now()-s);}
  console.log("float",n,(n**3/best/1e6).toFixed(2),"Gmac/s");
}
