"""The pages as one ASGI application: which address is which page."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from archive.web import crawling, entering, finding, holding, managing, netting, people, reading, weekly, works
from archive.web.explore import Explorer
from archive.web.guard import Guard
from archive.web.site import Site
from archive.web.view import HERE, NotHere, change, page, trouble

READ = {
    "/": weekly.week,
    "/reader": reading.reader,
    "/posts/{number:int}": reading.post,
    "/people": people.people,
    "/people/{number:int}": people.person,
    "/blogs": managing.blogs,
    "/network": netting.network,
    "/references": works.references,
    "/references/{number:int}": works.reference,
    "/search": finding.search,
    "/archive": holding.archive,
    "/captures/{number:int}": holding.capture,
    "/captures/{number:int}/body": holding.body,
    "/media/{number:int}": holding.medium,
    "/crawls/{number:int}": crawling.crawl,
}
"""Pages over the database."""
ALWAYS = {
    "/crawls": crawling.crawls,
    "/crawls/live": crawling.live,
    "/packages/{name}": holding.package,
}
"""Pages that need no database."""
CHANGES = {
    "/seen": reading.seen,
    "/leave": entering.leave,
    "/blogs/manage": managing.manage,
    "/crawls/start": crawling.start,
    "/crawls/stop": crawling.stop,
    "/archive/pack": holding.pack,
    "/archive/check": holding.check,
}
"""What forms do."""


def make(site: Site) -> Starlette:
    """The application."""
    routes = [
        Route("/enter", entering.enter, methods=["GET", "POST"]),
        *(Route(path, page(each)) for path, each in READ.items()),
        *(Route(path, each) for path, each in ALWAYS.items()),
        *(Route(path, change(each), methods=["POST"]) for path, each in CHANGES.items()),
        Route("/favicon.ico", lambda request: FileResponse(HERE / "static" / "icon.svg")),
        Mount("/data", Explorer(site)),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, site=site)], exception_handlers={404: _not_here})
    app.state.site = site
    return app


async def _not_here(request: Request, error: Exception) -> Response:
    return trouble(request, NotHere("There is no such page."), 404)
