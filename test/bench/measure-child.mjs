/** Runs `node ARGS` and prints its wall seconds, processor seconds and peak memory as one JSON line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const start = performance.now();
const child = spawn(process.execPath, process.argv.slice(2), { stdio: ['ignore', 'ignore', 'inherit'] });
let peak = 0;
const watch = setInterval(() => {
  try {
    // VmHWM: the highest resident size so far, in kB.
    peak = Math.max(
      peak,
      Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0),
    );
  } catch {
    // The child has just ended.
  }
}, 20);
const [code] = await once(child, 'exit');
clearInterval(watch);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, cpu: childSeconds(), megabytes: peak / 1024 }));
process.exitCode = code;

/** Processor seconds of ended children: fields 16 and 17 of /proc/self/stat, in ticks of 10 ms. */
function childSeconds() {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
