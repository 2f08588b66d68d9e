"""Addresses of this machine at which the bot listens."""

from aiohttp import web


class CannotListen(Exception):
    """The address is taken, or not this machine's."""


async def listen(served: web.Application, where: str, setting: str) -> web.AppRunner:
    """At host:port; `setting` is named to whoever has to mend it."""
    host, _colon, port = where.rpartition(":")
    runner = web.AppRunner(served, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, int(port)).start()
    except OSError as error:
        await runner.cleanup()
        raise CannotListen(f"{setting}: cannot listen there ({error.strerror})") from None
    return runner
