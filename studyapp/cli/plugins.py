"""``studyapp plugins``: which are installed, what they offer, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from studyapp.cli.opening import load_plugins
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, LOOK, Shell
from studyapp.words import _, listed, say


def run(arguments: list[str], shell: Shell) -> int:
    """List the plugins."""
    options = Parser("plugins", _("列出插件")).json().parse_args(arguments)
    found = load_plugins(Path(shell.world.home)).listed
    if options.json:
        shell.tell(
            {
                "plugins": [
                    {
                        "name": one.name,
                        "module": one.module,
                        "distribution": one.distribution,
                        "version": one.version,
                        "enabled": one.enabled,
                        "offers": list(one.offers),
                        "flaws": [say(flaw) for flaw in one.flaws],
                    }
                    for one in found
                ]
            }
        )
    else:
        for one in found:
            shell.say(f"{one.name}  {one.distribution} {one.version}  {listed(one.offers)}")
            for flaw in one.flaws:
                shell.say(f"  {say(flaw)}")
    return LOOK if any(one.flaws for one in found) else DONE
