import { LEFT_OUT, SHORTENED } from "./left-out.ts";

/** Says out loud what a default run leaves out. */
export default function tellLeftOut(): void {
  for (const { folder, reason } of LEFT_OUT)
    process.stdout.write(`left out: ${folder}, which ${reason}; npm run test:all runs it\n`);
  for (const { file, reason } of SHORTENED)
    process.stdout.write(`left out: the part of ${file} that ${reason}; npm run test:all runs it\n`);
}
