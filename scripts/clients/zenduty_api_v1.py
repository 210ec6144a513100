"""Calls every method of the older half of the package, `zenduty.api`, and compares what comes back with what was sent."""

import json
import time
import uuid

import zenduty
from zenduty.api.escalationpolicies_api import EscalationPoliciesApi
from zenduty.api.schedules_api import SchedulesApi

API_APPLICATION = "27c9800c-2856-490d-8119-790be1308dd4"
HOSTED = "https://www.zenduty.com"


def make_client(url, token):
    """A client of the API at `url`: the address is fixed in the client, so that it is replaced on the way out."""
    client = zenduty.ApiClient(token)
    request = client.rest_client.request

    def redirected(method, target, body, headers):
        return request(method, target.replace(HOSTED, url), body, headers)

    client.rest_client.request = redirected
    return client


def read(response, status=200):
    """The JSON of an answer, which has to have this status."""
    text = response.data.decode()
    if response.status != status:
        raise RuntimeError(f"answered {response.status} instead of {status}: {text}")
    return json.loads(text) if text else None


def run(calls, url, token):
    """Calls everything, in an order in which each thing is there when it is needed, and deletes it all again."""
    client = make_client(url, token)
    teams = calls.of(zenduty.TeamsApi(client))
    team = read(teams.create_team({"name": "Older clients"}), 201)["unique_id"]
    calls.same("team", read(teams.get_team_details(team))["name"], "Older clients")
    owner = read(teams.get_team_details(team))["owner"]
    calls.same("teams", team in [each["unique_id"] for each in read(teams.get_teams())], True)
    invited = {"team": team, "user_detail": {"email": f"{uuid.uuid4()}@example.com", "first_name": "Ada", "role": 3}}
    user = read(client.call_api("POST", "/api/account/api_invite/", body=invited), 201)["user"]["username"]
    [member] = [each for each in read(teams.get_team_details(team))["members"] if each["user"]["username"] == user]
    members = calls.of(zenduty.MembersApi(client))
    read(members.delete_members_from_team(team, member["unique_id"]), 204)
    calls.same("member", read(members.add_members_to_team(team, {"team": team, "user": user}), 201)["user"], user)
    policy = run_policies(calls, client, team, owner)
    run_schedules(calls, client, team, owner)
    run_services(calls, client, team, policy)
    read(teams.delete_team(team), 204)
    read(client.call_api("POST", "/api/account/deleteuser/", body={"username": user}), 204)


def run_policies(calls, client, team, owner):
    policies = calls.of(EscalationPoliciesApi(client))
    rules = [{"delay": 0, "targets": [{"target_type": 2, "target_id": owner}], "position": 1}]
    made = read(policies.create_escalation_policy(team, {"name": "Night", "rules": rules, "team": team}), 201)["unique_id"]
    changed = {"summary": "changed", "rules": rules}
    calls.same("policy", read(policies.update_escalation_policy(team, made, changed))["summary"], "changed")
    calls.same("policies", len(read(policies.get_escalation_policies(team))), 2)
    read(policies.delete_escalation_policy(team, made), 204)
    made = read(policies.create_escalation_policy(team, {"name": "Day", "rules": rules}), 201)["unique_id"]
    calls.same("policy again", read(policies.get_escalation_policy_by_id(team, made))["name"], "Day")
    return made


def run_schedules(calls, client, team, owner):
    schedules = calls.of(SchedulesApi(client))
    body = {"name": "Days", "summary": "S", "time_zone": "Asia/Kolkata", "team": team, "layers": []}
    made = read(schedules.create_schedule(team, body), 201)["unique_id"]
    changed = {**body, "time_zone": "Asia/Kamchatka", "unique_id": made}
    calls.same("schedule", read(schedules.update_schedule(team, made, changed))["time_zone"], "Asia/Kamchatka")
    calls.same("schedule again", read(schedules.get_schedule_by_id(team, made))["summary"], "S")
    calls.same("schedules", len(read(schedules.get_schedules(team))), 1)
    read(schedules.delete_schedule(team, made), 204)


def run_services(calls, client, team, policy):
    services = calls.of(zenduty.ServicesApi(client))
    # The package's own example has timeouts of a second, which no service may have (docs/api.md).
    body = {"name": "Shop", "description": "D", "escalation_policy": policy, "acknowledgement_timeout": 0}
    made = read(services.add_new_service_in_team(team, body), 201)["unique_id"]
    changed = {"unique_id": made, "auto_resolve_timeout": 60, "status": 1, "escalation_policy": policy}
    calls.same("service", read(services.update_service(team, made, changed))["auto_resolve_timeout"], 60)
    calls.same("service again", read(services.get_services_by_id(team, made))["name"], "Shop")
    calls.same("services", len(read(services.get_service_for_team(team))), 1)

    integrations = calls.of(zenduty.IntegrationsApi(client))
    body = {"name": "Monitor", "summary": "S", "application": API_APPLICATION}
    integration = read(integrations.create_integration(team, made, body), 201)
    ids = (team, made, integration["unique_id"])
    calls.same("integration", read(integrations.get_integrations_by_id(*ids))["name"], "Monitor")
    calls.same("integrations", len(read(integrations.get_integrations_in_service(team, made))), 1)

    event = {"message": "Older disk is full", "summary": "S", "alert_type": "critical"}
    read(calls.of(zenduty.EventsApi(client)).create_event(integration["integration_key"], event), 201)
    run_incidents(calls, client, {"service": made, "escalation_policy": policy})
    calls.same("alerts", len(read(integrations.get_alerts_in_integration(*ids))["results"]), 1)
    read(services.delete_service_from_team(team, made), 204)


def run_incidents(calls, client, body):
    incidents = calls.of(zenduty.IncidentsApi(client))
    number = find_incident(incidents, "Older disk is full")
    calls.same("incident", read(incidents.get_incidents_by_number(number))["status"], 1)
    calls.same("alerts of an incident", len(read(incidents.get_incident_alerts(number))["results"]), 1)
    calls.same("notes", read(incidents.get_incident_notes(number))["results"], [])
    made = read(incidents.create_incident({**body, "user": None, "title": "By hand", "summary": "S"}), 201)
    for each in (number, made["incident_number"]):
        change = {"status": 3, "incident_number": each}
        calls.same("resolved", read(incidents.acknowledge_or_resolve_incidents(each, change))["status"], 3)


def find_incident(incidents, title):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for item in read(incidents.get_incidents({"page": 1, "status": 5}))["results"]:
            if item["title"] == title:
                return item["incident_number"]
        time.sleep(0.2)
    raise RuntimeError("The alert opened no incident within a minute.")
