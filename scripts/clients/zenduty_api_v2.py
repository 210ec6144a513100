"""Calls every method of `zenduty.apiV2`, and compares what comes back with what was sent."""

import time
import uuid
from datetime import datetime, timedelta, timezone

from zenduty.apiV2.accounts.members import AccountMemberClient
from zenduty.apiV2.accounts.roles import AccountRoleClient
from zenduty.apiV2.authentication.zenduty_credential import ZendutyCredential
from zenduty.apiV2.client import ZendutyClient
from zenduty.apiV2.events import EventClient
from zenduty.apiV2.incidents import IncidentClient
from zenduty.apiV2.teams import TeamsClient
from zenduty.apiV2.teams.escalation_policies.rules import RuleBuilder
from zenduty.apiV2.teams.escalation_policies.targets import TargetBuilder
from zenduty.apiV2.teams.schedules.layers import LayersBuilder
from zenduty.apiV2.teams.schedules.overrides import OverrideBuilder

API_APPLICATION = "27c9800c-2856-490d-8119-790be1308dd4"
START = datetime(2030, 1, 7, 9, tzinfo=timezone.utc)


def make_client(url, token):
    """A client of the API at `url`; its constructor takes no address with a port, so that it is set behind it."""
    client = ZendutyClient(ZendutyCredential(token), base_url="tocsin.example")
    client._url = url
    return client


def run(calls, url, token):
    """Calls everything, in an order in which each thing is there when it is needed, and deletes it all again."""
    client = make_client(url, token)
    teams = calls.of(TeamsClient(client))
    team = teams.create_team("Clients")
    calls.same("team", team.name, "Clients")
    calls.same("teams", [each.name for each in teams.list_teams() if each.unique_id == team.unique_id], ["Clients"])
    team = teams.update_team(team, "Client tests")
    calls.same("changed team", teams.find_team_by_id(team.unique_id).name, "Client tests")
    calls.same("permissions", teams.update_team_permissions(team, ["service_read"]), ["service_read"])
    calls.same("permissions again", teams.fetch_team_permissions(team), ["service_read"])
    person = run_people(calls, client, teams, team)
    made = run_team_resources(calls, teams, team, person)
    run_services(calls, client, teams, team, made)
    teams.delete_team(team)
    calls.of(AccountMemberClient(client)).delete_account_member(person)
    run_account(calls, client)


def run_people(calls, client, teams, team):
    """A user who is invited and becomes a member of the team."""
    members = calls.of(AccountMemberClient(client))
    person = members.invite(team.unique_id, f"{uuid.uuid4()}@example.com", "Ada", "Lovelace", 3)
    calls.same("invited", (person.user.first_name, person.user.last_name, person.role), ("Ada", "Lovelace", 3))
    person = members.update_account_member(person, first_name="Augusta", role=2)
    calls.same("changed user", (person.user.first_name, person.user.last_name, person.role), ("Augusta", "Lovelace", 2))
    calls.same("user", members.get_account_member(person.user.username).user.first_name, "Augusta")
    calls.same("users", person.user.username in [each.user.username for each in members.get_all_members()], True)

    [member] = [each for each in teams.list_team_members(team) if each.user.username == person.user.username]
    teams.delete_team_member(team, member.unique_id)
    member = teams.add_team_member(team, person.user.username)
    member = teams.update_team_member(team, member.unique_id, 1)
    calls.same("member", (member.user.username, member.role), (person.user.username, 1))
    calls.same("member again", teams.find_team_member(team, member.unique_id).role, 1)
    return person


def run_team_resources(calls, teams, team, person):
    """All that a team has beside its services; the ids of what services refer to."""
    username = person.user.username
    run_schedules(calls, teams, team, username)
    policies = calls.of(teams.get_escalation_policy_client(team))
    targets = TargetBuilder().add_target(2, username).build()
    policy = policies.create_esp("Night", RuleBuilder().add_rule(timedelta(0), 1, targets).build(), "S", "D")
    calls.same("policy", (policy.name, policy.summary, policy.rules[0]["targets"]), ("Night", "S", targets))
    policy = policies.update_esp(policy, "Nights", policy.rules, "S2")
    calls.same("changed policy", policies.get_esp_by_id(policy.unique_id).name, "Nights")
    calls.same("policies", len(policies.get_all_policies()), 2)
    calls.same("on call", username in [user.username for each in teams.get_all_oncall(team) for user in each.users], True)
    spare = policies.create_esp("Spare", [])
    policies.delete_esp(spare)

    slas = calls.of(teams.get_sla_client(team))
    escalations = [{"time": 60, "type": 1, "responders": [{"user": username}]}]
    # The client drops the escalations it is given: it sends those of `kwargs`, which can't be given beside them.
    sla = slas.create_sla("Gold", escalations, acknowledge_time=600, resolve_time=3600)
    sla = slas.update_sla(sla, "Silver", escalations, is_active=False, acknowledge_time=700, resolve_time=3700)
    calls.same("SLA", [(each.name, each.is_active, each.acknowledge_time) for each in slas.get_all_slas()], [("Silver", False, 700)])
    calls.same("SLA again", slas.get_sla_by_id(sla.unique_id).resolve_time, 3700)

    priorities = calls.of(teams.get_priority_client(team))
    priority = priorities.create_priority("P1", "First", "red")
    priority = priorities.update_priority(priority, "P2", "Second", "blue")
    calls.same("priority", priorities.get_priority_by_id(priority.unique_id).color, "blue")
    calls.same("priorities", [each.name for each in priorities.get_all_priorities()], ["P2"])

    tags = calls.of(teams.get_tag_client(team))
    tag = tags.update_tag(tags.create_tag("disk", "red"), "disks", "green")
    calls.same("tag", tags.get_tag_by_id(tag.unique_id).color, "green")
    calls.same("tags", [each.name for each in tags.get_all_tags()], ["disks"])

    roles = calls.of(teams.get_incident_role_client(team))
    role = roles.update_incident_role(roles.create_incident_role("Scribe", "Writes", 2), "Writer", rank=3)
    calls.same("role", roles.get_incident_role_by_id(role.unique_id).rank, 3)
    calls.same("roles", "Writer" in [each.title for each in roles.get_all_roles()], True)
    roles.delete_incident_role(role)

    templates = calls.of(teams.get_task_template_client(team))
    template = templates.create_task_template("Check", "List", 1)
    template = templates.update_task_template(template, "Checks", "Lists")
    calls.same("task template", templates.get_task_template_by_id(template.unique_id).name, "Checks")
    calls.same("task templates", len(templates.get_all_task_template()), 1)
    return {"policy": policy, "sla": sla, "priority": priority, "tag": tag, "template": template}


def run_schedules(calls, teams, team, username):
    """Schedules, with the client's builders."""
    schedules = calls.of(teams.get_schedule_client(team))
    end = START + timedelta(days=30)
    day = timedelta(days=1)
    layers = LayersBuilder().add_layer("Days", [username], [], START, end, day, 0, "UTC").build()
    overrides = OverrideBuilder().add_override("Leave", username, START, START + day).build()
    schedule = schedules.create_schedule("Days", "Europe/Berlin", "D", "S", layers, overrides)
    [layer] = schedule.layers
    calls.same("layer", (layer["shift_length"], layer["rotation_start_time"]), (86400, "2030-01-07T09:00:00Z"))
    schedule = schedules.update_schedule(schedule, "Weeks")
    calls.same("changed schedule", (schedule.name, schedule.layers[0]["unique_id"]), ("Weeks", layer["unique_id"]))
    calls.same("schedule", schedules.get_schedule_by_id(schedule.unique_id).overrides[0]["name"], "Leave")
    calls.same("schedules", [each.name for each in schedules.get_all_schedules()], ["Weeks"])
    schedules.delete_schedule(schedule)


def run_services(calls, client, teams, team, made):
    """A service with what is below it, and what happens at it."""
    services = calls.of(teams.get_service_client(team))
    references = (made["policy"].unique_id, made["sla"].unique_id, made["priority"].unique_id)
    service = services.create_service("Shop", *references, "S", "D", made["template"].unique_id, 3600, 900)
    calls.same("service", (service.name, service.acknowledgement_timeout, service.sla), ("Shop", 900, references[1]))
    service = services.update_service(service, "Shops", *references, collation=1, collation_time=5)
    calls.same("changed service", (service.name, service.summary, service.collation_time), ("Shops", "S", 5))
    service = services.update_service(service, "Shops", *references)
    calls.same("services", [each.name for each in services.get_all_services()], ["Shops"])
    calls.same("service again", services.get_service_by_id(service.unique_id).name, "Shops")
    run_maintenance(calls, teams, team, service)

    integrations = calls.of(services.get_integration_client(service))
    integration = integrations.create_intg("Monitor", "S", API_APPLICATION)
    integration = integrations.update_intg(integration, "Monitors", API_APPLICATION, "S2", create_incidents_for=3)
    calls.same("integration", (integration.name, integration.create_incidents_for), ("Monitors", 3))
    calls.same("integrations", [each.name for each in integrations.get_all_integrations()], ["Monitors"])
    key = integrations.get_intg_by_id(integration.unique_id).integration_key
    incident = run_events(calls, client, str(key))
    calls.same("alerts of an integration", len(integrations.get_intg_alerts_iter(integration)), 1)
    run_incidents(calls, client, service, incident, made["tag"])
    integrations.delete_intg(integration)
    services.delete_service(service)
    for kind, resource in (("sla", made["sla"]), ("priority", made["priority"]), ("tag", made["tag"])):
        getattr(calls.of(getattr(teams, f"get_{kind}_client")(team)), f"delete_{kind}")(resource)
    calls.of(teams.get_task_template_client(team)).delete_task_template(made["template"])


def run_maintenance(calls, teams, team, service):
    """Maintenance windows. Times are given as texts: the client can't write those of `datetime`."""
    maintenance = calls.of(teams.get_maintenance_client(team))
    times = ("2030-01-07T09:00:00Z", "2030-01-07T10:00:00Z")
    window = maintenance.create_team_maintenance("Patching", *times, [service.unique_id])
    window = maintenance.update_maintenance(window, "Patch", *times, [service.unique_id], "UTC", 1, START + timedelta(days=9))
    calls.same("window", (window.name, window.start_time, window.services[0].service), ("Patch", START, service.unique_id))
    calls.same("windows", [each.name for each in maintenance.get_all_maintenance()], ["Patch"])
    calls.same("window again", maintenance.get_maintenance_by_id(window.unique_id).repeat_until, START + timedelta(days=9))
    maintenance.delete_maintenance(window)


def run_events(calls, client, key):
    """An alert at the older intake; the incident that it opens."""
    events = calls.of(EventClient(client))
    urls = [{"link_url": "https://example.com/1", "link_text": "One"}]
    event = events.create_event("Summary", "Disk is full", "critical", key, 12345, {"status": "firing"}, urls)
    calls.same("event", (event.message, event.entity_id, event.alert_type, event.urls), ("Disk is full", "12345", "3", urls))
    incidents = IncidentClient(client)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for item in incidents.get_all_incidents():
            if item["title"] == "Disk is full":
                return item["incident_number"]
        time.sleep(0.2)
    raise RuntimeError("The alert opened no incident within a minute.")


def run_incidents(calls, client, service, number, tag):
    """The incident of an alert, and one that is opened by hand."""
    incidents = calls.of(IncidentClient(client))
    incident = incidents.get_incident_by_unique_id_or_incident_number(str(number))
    calls.same("incident", (incident.title, incident.status, incident.service), ("Disk is full", 1, service.unique_id))
    [alert] = incidents.get_alerts_for_incident(number)
    calls.same("alert", (alert.incident, alert.payload), (number, {"status": "firing"}))
    made = incidents.create_incident("By hand", service.unique_id)
    made = incidents.update_incident(made.incident_number, service.unique_id, title="By a hand", status=2)
    calls.same("changed incident", (made.title, made.status), ("By a hand", 2))
    listed = incidents.get_all_incidents(status=2, service_ids=[str(service.unique_id)], from_date="2020-01-01")
    calls.same("incidents", [each["incident_number"] for each in listed], [made.incident_number])

    notes = calls.of(incidents.get_note_client(incident))
    note = notes.update_incident_note(notes.create_incident_note("Looking"), "Looked")
    calls.same("note", notes.get_incident_note_by_id(note.unique_id).note, "Looked")
    calls.same("notes", [each.note for each in notes.get_all_incident_notes()], ["Looked"])
    notes.delete_incident_note(note)

    tags = calls.of(incidents.get_tags_client(incident))
    tagged = tags.create_tag(tag.unique_id)
    calls.same("tag of an incident", tags.get_tag_by_id(tagged.unique_id).name, tag.name)
    calls.same("tags of an incident", [each.team_tag for each in tags.get_all_tags()], [tag.unique_id])
    tags.delete_tag(tagged)
    for each in (number, made.incident_number):
        incidents.update_incident(each, service.unique_id, status=3)


def run_account(calls, client):
    """Custom roles and global routers, which belong to no team."""
    roles = calls.of(AccountRoleClient(client))
    role = roles.create_account_role("Reader", "Reads", ["sla_read"])
    role = roles.update_account_role(role, ["sla_read", "tag_read"], description="Reads more")
    calls.same("custom role", (role.name, role.permissions), ("Reader", ["sla_read", "tag_read"]))
    calls.same("custom roles", role.unique_id in [each.unique_id for each in roles.list_account_roles()], True)
    calls.same("custom role again", roles.get_account_role(role.unique_id).description, "Reads more")
    roles.delete_account_role(role)

    routers = calls.of(calls.of(EventClient(client)).get_router_client())
    router = routers.update_router(routers.create_router("Office", "All"), "Offices", "All of it")
    calls.same("router", (router.name, router.description), ("Offices", "All of it"))
    calls.same("router again", routers.get_router_by_id(router.unique_id).integration_key, router.integration_key)
    calls.same("routers", router.unique_id in [each.unique_id for each in routers.get_all_routers()], True)
    routers.delete_router(router)
