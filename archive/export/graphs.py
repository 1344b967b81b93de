"""Networks as XML that Gephi, networkx and others read: GraphML 1.0, and GEXF 1.3 with the weeks on its timeline."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from archive.export.cells import xml
from archive.export.network import Edge, Network, Value

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"
KINDS = {int: "long", str: "string"}


def graphml(made: Network) -> Iterator[str]:
    """GraphML: every attribute is declared; nodes have a `label`."""
    yield f'{HEAD}<graphml xmlns="{GRAPHML}">\n'
    for of, types in (("node", {"label": str, **made.node_types}), ("edge", made.edge_types)):
        for name, kind in types.items():
            yield _tag("key", id=f"{of}-{name}", attr_name=name, attr_type=KINDS[kind], for_=of) + "/>\n"
    yield _tag("graph", id=made.name, edgedefault="directed") + ">\n" + f"<desc>{escape(xml(made.about))}</desc>\n"
    for node in made.nodes:
        yield _tag("node", id=node.id) + ">" + _data("node", {"label": node.label, **node.attributes}) + "</node>\n"
    for edge in made.edges:
        yield _tag("edge", source=edge.source, target=edge.target) + ">" + _data("edge", edge.attributes) + "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(of: str, values: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{of}-{name}">{escape(xml(value))}</data>' for name, value in values.items())


def gexf(made: Network) -> Iterator[str]:
    """GEXF: an edge exists in the weeks in which something happened; without weeks the graph is static."""
    dated = any(week is not None for edge in made.edges for week in edge.by_week)
    mode = {"mode": "dynamic", "timeformat": "double"} if dated else {"mode": "static"}
    yield f'{HEAD}<gexf xmlns="{GEXF}" version="1.3">\n<meta><creator>Coursekeep</creator>'
    yield f"<description>{escape(xml(made.about))}</description></meta>\n"
    yield _tag("graph", defaultedgetype="directed", **mode) + ">\n"
    edge_types = {name: kind for name, kind in made.edge_types.items() if name != "weight"}
    for of, types in (("node", made.node_types), ("edge", edge_types)):
        yield f'<attributes class="{of}" mode="static">\n'
        yield from (_tag("attribute", id=name, title=name, type=KINDS[kind]) + "/>\n" for name, kind in types.items())
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in made.nodes:
        yield _tag("node", id=node.id, label=node.label) + ">" + _values(node.attributes) + "</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(made.edges):
        yield _edge(number, edge)
    yield "</edges>\n</graph>\n</gexf>\n"


def _edge(number: int, edge: Edge) -> str:
    values = dict(edge.attributes)
    weight = values.pop("weight")
    weeks = sorted(week for week in edge.by_week if week is not None)
    spells = "".join(f'<spell start="{week}" end="{week}"/>' for week in weeks) if None not in edge.by_week else ""
    told = _values(values) + (f"<spells>{spells}</spells>" if spells else "")
    return _tag("edge", id=number, source=edge.source, target=edge.target, weight=weight) + f">{told}</edge>\n"


def _values(values: Mapping[str, Value]) -> str:
    told = "".join(_tag("attvalue", for_=name, value=value) + "/>" for name, value in values.items())
    return f"<attvalues>{told}</attvalues>" if told else ""


def _tag(name: str, **attributes: object) -> str:
    """The beginning of a tag; `for_` is `for`, `attr_name` is `attr.name`."""
    names = {key: key.removesuffix("_").replace("attr_", "attr.") for key in attributes}
    return f"<{name}" + "".join(f" {names[key]}={quoteattr(xml(value))}" for key, value in attributes.items())
