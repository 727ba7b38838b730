import { LEFT_OUT } from "./left-out.ts";

/** Says out loud what a default run leaves out. */
export default function tellLeftOut(): void {
  for (const { folder, reason } of LEFT_OUT)
    process.stdout.write(`left out: ${folder}, which ${reason}; npm run test:all runs it\n`);
}
