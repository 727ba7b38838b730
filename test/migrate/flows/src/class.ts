import {
  Configuration,
  type RoleV2024,
  RolesV2024Api,
  RolesV2024ApiFactory,
  AccessProfilesV2024ApiFp,
} from "sailpoint-api-client";

// A service of one's own, factories and functions.
export class RoleService {
  private readonly api: RolesV2024Api;

  constructor(private readonly config: Configuration) {
    this.api = new RolesV2024Api(config);
  }

  async create(name: string, ownerId: string): Promise<RoleV2024> {
    const response = await this.api.createRole({
      roleV2024: { name, owner: { id: ownerId, type: "IDENTITY" }, enabled: false },
    });
    return response.data;
  }

  async remove(ids: string[]): Promise<void> {
    const api = RolesV2024ApiFactory(this.config);
    await Promise.all(ids.map((id) => api.deleteRole({ id })));
  }

  async profiles(): Promise<number> {
    const { data } = await (await AccessProfilesV2024ApiFp(this.config).listAccessProfiles(undefined, 10))();
    return data.length;
  }
}
