import { Session } from "node:inspector/promises";

/**
 * Starts to record where the CPU time of this thread goes. The function that it returns ends the recording and returns
 * it as JSON, in the format of `.cpuprofile` files (Chrome DevTools Protocol, `Profiler.Profile`).
 */
export async function startProfile(): Promise<() => Promise<string>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  return async () => {
    const { profile } = await session.post("Profiler.stop");
    session.disconnect();
    return JSON.stringify(profile);
  };
}
