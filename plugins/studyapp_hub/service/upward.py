"""A hub and the one above: statements go up as they came, decks and plans come down, by the protocol of all devices."""

from __future__ import annotations

import asyncio
import logging

from studyapp import BadAddress, Unreachable, say
from studyapp_hub.client import HubKind, HubRemote
from studyapp_hub.service.context import Service

PAUSE = 60.0
"""Seconds between two exchanges."""

_CURSOR = "cursor above"
_LOG = logging.getLogger(__name__)


async def keep_up(service: Service) -> None:
    """Exchange with the hub above again and again; where there is none, or it does not answer, try later."""
    while True:
        try:
            await exchange_once(service)
        except (Unreachable, BadAddress) as error:
            _LOG.warning("%r", say(error.why))
        except Exception:
            _LOG.exception("the exchange with the hub above failed")
        await asyncio.sleep(PAUSE)


async def exchange_once(service: Service) -> int:
    """Hand up what is new, and take what came down; return how many statements went up.

    Raises ``Unreachable`` or ``BadAddress``.
    """
    url, _arrival = await service.worker.ask(lambda hub, at: hub.upstream())
    if not url:
        return 0
    signer = await service.worker.ask(lambda hub, at: hub.signer())
    remote = HubKind(url.partition(":")[0], service.settings.now).open(url, signer)
    try:
        count = await _up(service, remote)
        await _down(service, remote, f"{_CURSOR} {url}")
        return count
    finally:
        remote.close()


async def _up(service: Service, remote: HubRemote) -> int:
    count, more = 0, True
    while more:
        url, arrival = await service.worker.ask(lambda hub, at: hub.upstream())
        some = await service.worker.ask(lambda hub, at, arrival=arrival: hub.since(arrival))  # type: ignore[misc]
        if some.statements:
            receipt = await asyncio.to_thread(remote.push, some.statements)
            if receipt.refused is not None:
                raise Unreachable(receipt.refused)
        if some.arrival != arrival:
            await service.worker.ask(lambda hub, at, some=some, url=url: hub.set_upstream(url, arrival=some.arrival))  # type: ignore[misc]
        count, more = count + len(some.statements), some.more
    return count


async def _down(service: Service, remote: HubRemote, noted: str) -> None:
    more = True
    while more:
        pulled = await asyncio.to_thread(remote.pull, service.office.setting(noted))
        if pulled.statements:
            await service.worker.push(pulled.statements)
        service.office.set(noted, pulled.cursor)
        more = pulled.more
