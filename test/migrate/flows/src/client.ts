import { Configuration, axiosRetry } from "sailpoint-api-client";

// Configuration, auth and retries.
export const apiConfig = new Configuration({
  baseurl: process.env.BASE_URL,
  clientId: process.env.CLIENT_ID,
  clientSecret: process.env.CLIENT_SECRET,
  tokenUrl: process.env.BASE_URL + "/oauth/token",
});
apiConfig.retriesConfig = {
  retries: 4,
  retryDelay: axiosRetry.exponentialDelay,
  onRetry(retryCount, error) {
    console.log(`retry ${retryCount}: ${error.message}`);
  },
};
apiConfig.experimental = true;

export async function fromEnvironment(): Promise<Configuration> {
  return new Configuration();
}
