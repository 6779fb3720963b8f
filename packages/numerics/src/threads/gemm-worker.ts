// The program of a worker thread: waits for a ticket, computes its part of a product, and says so.
import { receiveMessageOnPort, workerData, type MessagePort } from "node:worker_threads";
import { FixedFactory } from "../fixed/fixed-factory.ts";
import { instantiateKernels, type RuleKernels } from "../fixed/fixed-kernels.ts";
import { FloatRunner } from "../float/float-runner.ts";
import { KernelDevice } from "../kernels/kernel-device.ts";
import { KernelMemory } from "../kernels/kernel-memory.ts";
import { RoundedDevice, RoundedRunner } from "../float/rounded-runner.ts";
import type { Region } from "../gemm-blocks.ts";
import { controlWords, type FixedSetup, type FloatSetup, type WorkerJob } from "./worker-job.ts";

interface PartRunner {
  runRegion(operands: WorkerJob["operands"], out: WorkerJob["out"], region: Region): void;
}

const { control, port } = workerData as { readonly control: Int32Array; readonly port: MessagePort };
const runners = new Map<number, PartRunner>();
const arrays = new Map<number, Float64Array | Uint8Array>();
const devices = new Map<string, KernelDevice<RuleKernels>>();
const device = (group: string): KernelDevice<RuleKernels> => devices.get(group)!;
/** Which of the two widths of records is offered is decided by the method that the main thread has chosen. */
const factories = { wide: new FixedFactory({ isRevectorized: true, device }), narrow: new FixedFactory({ isRevectorized: false, device }) };

function prepareFixed({ datapath, arrays: fresh, method, isSwapped, group, module, isRevectorized }: FixedSetup): PartRunner {
  // The first copy of an array stays: tables are shared by the identity of their arrays.
  for (const [number, array] of fresh) if (!arrays.has(number)) arrays.set(number, array);
  if (!devices.has(group)) {
    const memory = new KernelMemory();
    devices.set(group, new KernelDevice(instantiateKernels<RuleKernels>(module, memory), memory, isRevectorized, module));
  }
  const whole = {
    ...datapath,
    leftFactor: arrays.get(datapath.leftFactor) as Float64Array,
    leftClass: arrays.get(datapath.leftClass) as Uint8Array,
    head: arrays.get(datapath.head) as Float64Array,
    tail: datapath.tail === null ? null : (arrays.get(datapath.tail) as Float64Array),
  };
  const factory = method === "records 32" ? factories.wide : factories.narrow;
  return factory.create(whole, (kind, swapped) => kind === method && swapped === isSwapped) as unknown as PartRunner;
}

function prepareFloat({ datapath, module, isRevectorized }: FloatSetup): PartRunner {
  const isBinary32 = datapath.accumulate === "binary32" && datapath.order === "ascending";
  const memory = new KernelMemory();
  const runner = isBinary32 ? FloatRunner.on(module, memory, isRevectorized ? 16 : 8) : new RoundedRunner(new RoundedDevice(module, memory), datapath);
  return runner as unknown as PartRunner;
}

function runJob({ gemm, setup, operands, out, region }: WorkerJob): void {
  if (setup !== undefined) runners.set(gemm, setup.kind === "fixed" ? prepareFixed(setup) : prepareFloat(setup));
  runners.get(gemm)!.runRegion(operands, out, region);
}

Atomics.store(control, controlWords.isReady, 1);
Atomics.notify(control, controlWords.isReady);
for (let ticket = 0; ; ) {
  Atomics.wait(control, controlWords.ticket, ticket);
  ticket = Atomics.load(control, controlWords.ticket);
  const received = receiveMessageOnPort(port);
  if (received === undefined) continue;
  try {
    runJob(received.message as WorkerJob);
  } catch (error) {
    port.postMessage(error, []);
  }
  Atomics.store(control, controlWords.done, ticket);
  Atomics.notify(control, controlWords.done);
}
