"""From the bytes of an upload to the features in it: size, encoding, format."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from survey.domain.deployments.boundaries.problems import BoundaryError
from survey.domain.wording import listed, say

LIMIT_IN_BYTES = 5 * 1024 * 1024
MOST_FEATURES = 2_000
_EXPORT = say(
    "In a mapping program such as QGIS, open it and export the layer as GeoJSON (WGS84); "
    "the Open Geography portal offers GeoJSON as a download."
)
_UTF_16 = say("This is text in UTF-16, not GeoJSON.")
_PICTURE = say("This is a picture, not GeoJSON.")
# How a file begins that is not JSON, and what it is then.
_BEGINNINGS = (
    (b"PK\x03\x04", say("This is a zip archive, perhaps a shapefile or a KMZ, not GeoJSON.")),
    (b"\x00\x00\x27\x0a", say("This is a shapefile, not GeoJSON.")),
    (b"\x1f\x8b", say("This is a compressed file, not GeoJSON.")),
    (b"SQLite format 3", say("This is a GeoPackage or another database, not GeoJSON.")),
    (b"%PDF", say("This is a PDF, not GeoJSON.")),
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8", _PICTURE),
)


def read_features(data: bytes) -> dict[str, Any]:
    """The feature collection in the file. Raises BoundaryError."""
    if len(data) > LIMIT_IN_BYTES:
        _refuse(
            say(
                "The file is {size} MB, and the limit is {limit} MB. Upload only the areas of your council, "
                "or a generalised version of the boundaries (ONS offers them at 20 m and 200 m).",
                size=f"{len(data) / 1024 / 1024:.1f}",
                limit=LIMIT_IN_BYTES // 1024 // 1024,
            )
        )
    collection = _collection(_parsed(_text(data)))
    features = collection["features"]
    if not features:
        _refuse(say("The file holds no area. Export the layer again with its features."))
    if len(features) > MOST_FEATURES:
        _refuse(
            say(
                "The file holds {number} features, and the limit is {most}. "
                "Upload only the areas of your council.",
                number=f"{len(features):,}",
                most=f"{MOST_FEATURES:,}",
            )
        )
    return collection


def _text(data: bytes) -> str:
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning):
            _refuse(what, _EXPORT)
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        _refuse(say("The file is not text in UTF-8. Save it as UTF-8, or export it as GeoJSON again."))
    if not text:
        _refuse(say("The file is empty. Export the layer as GeoJSON again."))
    if text.startswith("<"):
        beginning = text[:2000].casefold()
        if "<kml" in beginning or "gml" in beginning:
            _refuse(say("This is KML or GML, not GeoJSON."), _EXPORT)
        _refuse(say("This is a web page or XML, not GeoJSON."), _EXPORT)
    return text


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        _refuse(say("The file nests too deeply to be a map. Export the layer as GeoJSON again."))
    except json.JSONDecodeError as error:
        if text[0] not in "{[":
            _refuse(say("This is not GeoJSON; it may be a table or plain text."), _EXPORT)
        if error.pos >= len(text) - 1 or "Unterminated" in error.msg:
            _refuse(say("The file ends in the middle: it was probably cut off. Download or export it again."))
        _refuse(
            say(
                "The file is not valid JSON: line {line}, column {column}. Export it again.",
                line=error.lineno,
                column=error.colno,
            )
        )
    except ValueError:
        _refuse(say("The file holds a number that is none. Export the layer as GeoJSON again."))


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _collection(found: object) -> dict[str, Any]:
    kind = found.get("type") if isinstance(found, dict) else None
    if kind == "Feature":
        return {**found, "features": [found]}
    if kind == "FeatureCollection" and isinstance(found.get("features"), list):
        return found
    if kind == "Topology":
        problem = listed([say("This is TopoJSON, not GeoJSON."), _EXPORT], " ")
    elif isinstance(found, dict) and "geometryType" in found:
        problem = say(
            "This is Esri JSON, not GeoJSON. Choose GeoJSON where the file is offered for download."
        )
    elif kind in ("Polygon", "MultiPolygon", "GeometryCollection"):
        problem = say(
            "The file holds an outline without a name. Export the layer as GeoJSON with its attributes."
        )
    else:
        problem = say(
            "This JSON is not GeoJSON: it has no feature collection. Export the layer as GeoJSON."
        )
    raise BoundaryError([problem])


def _refuse(*sentences: str) -> NoReturn:
    raise BoundaryError([listed(sentences, " ")])
