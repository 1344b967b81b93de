"""Towns in which many books appear, as title pages of several languages write them, and the regions after them: data."""

from crawler.parsers.references.words import word_set

_TOWNS_OF_WORDS = ("new york", "buenos aires", "são paulo", "rio de janeiro", "belo horizonte", "porto alegre", "den haag", "the hague",
                   "los angeles", "san francisco", "mexico city", "ciudad de méxico", "new delhi", "cape town", "hong kong", "frankfurt am main",
                   "bad heilbrunn", "boca raton", "ann arbor", "ottignies-louvain", "aix-en-provence", "clermont-ferrand")  # fmt: skip

TOWNS = frozenset(_TOWNS_OF_WORDS) | word_set("""paris lyon marseille lille toulouse bordeaux rennes grenoble strasbourg nantes montpellier arles québec montréal montreal ottawa
    bruxelles brussels leuven louvain genève geneva lausanne neuchâtel berne bern zürich zurich basel berlin münchen munich hamburg köln
    cologne frankfurt stuttgart leipzig tübingen göttingen wiesbaden weinheim münster paderborn opladen bielefeld freiburg heidelberg
    wien vienna graz innsbruck salzburg klagenfurt london oxford cambridge edinburgh manchester dublin boston chicago washington toronto
    madrid barcelona valencia sevilla bilbao salamanca granada zaragoza méxico bogotá lima santiago caracas montevideo quito lisboa lisbon
    porto coimbra curitiba campinas petrópolis brasília salvador recife fortaleza florianópolis goiânia niterói manaus belém vitória londrina maringá roma rome milano milan torino turin bologna firenze napoli venezia padova
    bari brescia trento amsterdam rotterdam utrecht antwerpen gent assen meppel groningen københavn copenhagen aarhus oslo bergen stockholm lund
    göteborg uppsala helsinki warszawa warsaw kraków praha prague budapest athens moscow москва tokyo beijing singapore sydney melbourne
    auckland wellington dunedin""")
"""In lower case."""

REGIONS = word_set("""australia canada england france germany india ireland italy japan spain switzerland usa nsw massachusetts california texas florida ontario victoria belgique suisse deutschland
    österreich españa italia brasil portugal argentina chile colombia""") | {
    "new zealand",
    "united kingdom",
    "united states",
    "british columbia",
}
"""Countries and states that follow a town's name, in lower case."""


def is_town(text: str) -> bool:
    """Whether a text is the name of such a town or region, or a state's two letters."""
    lower = text.lower()
    return lower in TOWNS or lower in REGIONS or (len(text) == 2 and text.isupper())
