import type { HandRepairs } from "./raw-spec.ts";

/** The documented repairs of the real specs, written down by hand, for 2025-05-20 and 2025-11-20. */
export const REPAIRS: Readonly<Record<string, HandRepairs>> = {
  beta: {
    renamed: {},
    synthesised: {},
    dropped: {},
    sentPaths: {
      // The spec's path lacks the placeholder of its own path parameter.
      "PATCH /suggested-entitlement-descriptions": "/suggested-entitlement-descriptions/{id}",
      "POST /beta/launchers/{launcherID}/launch": "/launchers/{launcherID}/launch",
    },
    patchLists: [],
    patchItems: [
      "PATCH /campaigns/{id}",
      "PATCH /segments/{id}",
      "PATCH /sod-policies/{id}",
      "PATCH /form-definitions/{formDefinitionID}",
      "PATCH /form-instances/{formInstanceID}",
    ],
  },
  v2024: {
    renamed: {
      "POST /campaign-filters/{id}": ["filterId", "id"],
      "DELETE /configuration-hub/scheduled-actions/{id}": ["scheduledActionId", "id"],
      "PATCH /configuration-hub/scheduled-actions/{id}": ["scheduledActionId", "id"],
      "GET /data-segments/{segmentId}": ["id", "segmentId"],
      "DELETE /data-segments/{segmentId}": ["id", "segmentId"],
      "PATCH /data-segments/{segmentId}": ["id", "segmentId"],
      "GET /historical-identities/{id}/compare/{access-type}": ["accessType", "access-type"],
      "POST /identities/{id}/reset": ["identityId", "id"],
      "GET /sources/{sourceId}/machine-classification-config": ["id", "sourceId"],
      "PUT /sources/{sourceId}/machine-classification-config": ["id", "sourceId"],
      "DELETE /sources/{sourceId}/machine-classification-config": ["id", "sourceId"],
      "GET /sources/{sourceId}/machine-account-mappings": ["id", "sourceId"],
      "POST /sources/{sourceId}/machine-account-mappings": ["id", "sourceId"],
      "PUT /sources/{sourceId}/machine-account-mappings": ["id", "sourceId"],
      "DELETE /sources/{sourceId}/machine-account-mappings": ["id", "sourceId"],
      "PUT /sources/{sourceId}/machine-mappings": ["id", "sourceId"],
      "GET /sources/{sourceId}/native-change-detection-config": ["id", "sourceId"],
      "PUT /sources/{sourceId}/native-change-detection-config": ["id", "sourceId"],
      "DELETE /sources/{sourceId}/native-change-detection-config": ["id", "sourceId"],
    },
    synthesised: {
      "POST /data-segments/{segmentId}": "segmentId",
      "GET /mail-from-attributes/{identity}": "identity",
      "GET /notification-preferences/{key}": "key",
      "GET /sources/{id}/entitlement-request-config": "id",
      "PUT /sources/{id}/entitlement-request-config": "id",
    },
    dropped: {
      "PATCH /role-mining-potential-roles/{potentialRoleId}": ["sessionId"],
      // 2025-11-20 only.
      "GET /revocable-objects": ["identityId", "entitlementId"],
    },
    sentPaths: {
      "PATCH /suggested-entitlement-descriptions": "/suggested-entitlement-descriptions/{id}",
      "GET /roles/access-model-metadata/bulk-update/id": "/roles/access-model-metadata/bulk-update/{id}",
    },
    patchLists: ["PATCH /tenant-context", "PATCH /configuration-hub/scheduled-actions/{id}"],
    patchItems: [
      "PATCH /accounts/{id}",
      "PATCH /data-segments/{segmentId}",
      "PATCH /segments/{id}",
      "PATCH /machine-accounts/{id}",
      "PATCH /machine-identities/{id}",
      "PATCH /form-definitions/{formDefinitionID}",
      "PATCH /form-instances/{formInstanceID}",
    ],
  },
};
