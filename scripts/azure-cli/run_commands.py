"""Runs command lines with the Azure CLI, one after the other in one process: each alone would load it anew.

Reads a JSON list of {"command", "file"} on standard input, saves what each prints under its file's name, and prints a JSON list of
{"command", "exitCode", "stderr"}.
"""

import contextlib
import io
import json
import os
import re
import shlex
import sys

from azure.cli.core import get_default_cli


# The CLI sets its loggers up once, for the stream that is there then.
said = io.StringIO()


def printed_by(command):
    printed = io.StringIO()
    _, *arguments = shlex.split(command)
    get_default_cli().invoke(arguments, out_file=printed)
    return printed.getvalue().strip()


def run(command, file):
    # As bash and PowerShell do: what a command in "$(...)" prints stands in its place.
    command = re.sub(r'"\$\((az [^)]*)\)"', lambda match: shlex.quote(printed_by(match[1])), command)
    _, *arguments = shlex.split(command)
    printed = io.StringIO()
    said.seek(0)
    said.truncate()
    with contextlib.redirect_stderr(said):
        try:
            exit_code = get_default_cli().invoke(arguments, out_file=printed)
        except SystemExit as stop:
            exit_code = stop.code
    if exit_code == 0 and file is not None:
        os.makedirs(os.path.dirname(file) or ".", exist_ok=True)
        with open(file, "w", encoding="utf-8") as saved:
            saved.write(printed.getvalue())
    return {"command": command, "exitCode": exit_code, "stderr": said.getvalue()}


json.dump([run(each["command"], each.get("file")) for each in json.load(sys.stdin)], sys.stdout)
