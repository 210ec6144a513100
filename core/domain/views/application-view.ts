import type { Application } from '../../contracts/applications';
import type { JsonObject } from '../../contracts/json';

/** An application as the catalogue lists it and as integrations refer to it (contract §1.4, `application_reference`). */
export function viewApplication(application: Application): JsonObject {
  return {
    name: application.name,
    icon_url: '',
    summary: application.summary,
    description: application.description,
    unique_id: application.unique_id,
    // Plans are the hosted product's: everything is available here.
    availability_plan_id: 0,
    setup_instructions: '',
    extension: application.extension,
    application_type: application.application_type,
    categories: '',
    documentation_link: '',
    is_active: true,
  };
}
