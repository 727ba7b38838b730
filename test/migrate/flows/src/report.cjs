const { AccountActivitiesApi, Configuration, Paginator } = require("sailpoint-api-client");

// JavaScript, without types.
async function report() {
  const config = new Configuration();
  const api = new AccountActivitiesApi(config);
  const activities = await Paginator.paginate(api, api.listAccountActivities, { limit: 500, sorters: "-created" });
  for (const activity of activities.data) console.log(activity.id);
  const one = await api.getAccountActivity({ id: "1" });
  console.log(one.data.name, one.status);
}

report().catch((error) => console.error(error.response ? error.response.data : error));
