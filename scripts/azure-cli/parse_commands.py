"""Passes command lines through the Azure CLI's own parser and validators, and runs none of them.

Reads a JSON list of command lines on standard input, as a POSIX shell would read them, and prints a JSON list of
{"command", "error"}: the CLI's own words where it refuses the line, null where it accepts it.
"""

import contextlib
import io
import json
import shlex
import sys

from azure.cli.core import get_default_cli
from azure.cli.core.azclierror import AzCLIError
from azure.cli.core.commands import AzCliCommandInvoker


class Accepted(Exception):
    """Everything that precedes the call itself has passed."""


def accept(*_):
    raise Accepted()


# What runs a command, and what asks before it.
AzCliCommandInvoker._run_jobs_serially = accept
AzCliCommandInvoker._run_jobs_concurrently = accept
AzCliCommandInvoker.resolve_confirmation = lambda *_: None

refusals = []


def record(self):
    refusals.append(self.error_msg)


AzCLIError.print_error = record

# Validators that ask Azure for a default cannot be answered here; by then the line has been read.
NEEDS_SIGN_IN = ("az login", "az account set")


def refusal_of(command):
    try:
        name, *arguments = shlex.split(command)
    except ValueError as error:
        return f"No shell reads it: {error}"
    if name != "az":
        return "It is not a command of the Azure CLI."
    refusals.clear()
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            cli = get_default_cli()
            cli.invocation = cli.invocation_cls(
                cli_ctx=cli,
                parser_cls=cli.parser_cls,
                commands_loader_cls=cli.commands_loader_cls,
                help_cls=cli.help_cls,
            )
            cli.invocation.execute(arguments)
        except Accepted:
            return None
        except SystemExit as stop:
            return "; ".join(refusals) or f"The parser stopped with {stop.code}."
        except Exception as error:  # whatever a validator raises is its refusal
            text = str(error) or type(error).__name__
            return None if any(words in text for words in NEEDS_SIGN_IN) else text
    return "The command did not reach its end."


commands = json.load(sys.stdin)
json.dump([{"command": each, "error": refusal_of(each)} for each in commands], sys.stdout)
