#!/usr/bin/env python3
"""Runs the Python package `zenduty-api` against Tocsin: see README.md. Exits with 1 if anything was not as it should be."""

import inspect
import json
import os
import sys
import traceback
from importlib.metadata import version
from pathlib import Path

import zenduty_api_v1
import zenduty_api_v2

# What the package has and Tocsin has not (docs/api.md).
LEFT_OUT = ("PostmortemClient", "get_postmortem_client")


class Calls:
    """Notes which methods were called, and what was not as expected."""

    def __init__(self):
        self.called = {}
        self.faults = []

    def of(self, client):
        """The client, of which each public method is noted when it is called."""
        called = self.called.setdefault(type(client), set())

        class Noted:
            def __getattr__(_, name):
                called.add(name)
                return getattr(client, name)

        return Noted()

    def same(self, what, actual, expected):
        """Notes a difference."""
        if actual != expected:
            self.faults.append(f"{what}: {actual!r} instead of {expected!r}")

    def missed(self):
        """Methods of the clients that nobody called."""
        names = []
        for client, called in self.called.items():
            methods = [name for name, _ in inspect.getmembers(client, inspect.isfunction) if not name.startswith("_")]
            names += [f"{client.__name__}.{name}" for name in methods if name not in called and name not in LEFT_OUT]
        return names


def read_target():
    """Where and as whom: of the environment, else of the runner in this folder."""
    folder = Path(os.environ.get("TOCSIN_DATA", ".tocsin"))
    file = folder / "endpoints.json"
    endpoints = json.loads(file.read_text()) if file.exists() else {}
    url = os.environ.get("TOCSIN_URL") or endpoints.get("url")
    token = os.environ.get("TOCSIN_TOKEN") or endpoints.get("api_token")
    if not url or not token:
        sys.exit("Start `npm start` in this folder, or set TOCSIN_URL and TOCSIN_TOKEN (an admin token).")
    return url.rstrip("/"), token


def main():
    url, token = read_target()
    calls = Calls()
    for part in (zenduty_api_v2, zenduty_api_v1):
        try:
            part.run(calls, url, token)
        except Exception:
            calls.faults.append(f"{part.__name__} stopped:\n{traceback.format_exc()}")
    count = sum(len(called) for called in calls.called.values())
    print(f"zenduty-api {version('zenduty-api')}: {count} methods called")
    for fault in calls.faults:
        print(f"- {fault}")
    for name in calls.missed():
        print(f"- not called: {name}")
    sys.exit(1 if calls.faults or calls.missed() else 0)


if __name__ == "__main__":
    main()
